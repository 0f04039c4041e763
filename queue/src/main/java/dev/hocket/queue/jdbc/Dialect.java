package dev.hocket.queue.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the databases do differently. */
enum Dialect {
    /** One process writes at a time, and waits for its turn. */
    SQLITE("CAST(unixepoch('subsec') * 1000 AS INTEGER)", "", "BLOB") {
        @Override
        List<Long> numbers(Connection connection, int count) throws SQLException {
            try (PreparedStatement next =
                    connection.prepareStatement(
                            "UPDATE hocket_number SET last = last + ? RETURNING last")) {
                next.setInt(1, count);
                try (ResultSet row = next.executeQuery()) {
                    boolean _ = row.next();
                    long last = row.getLong(1);
                    List<Long> numbers = new ArrayList<>(count);
                    for (int i = count - 1; i >= 0; i--) {
                        numbers.add(last - i);
                    }
                    return numbers;
                }
            }
        }

        @Override
        List<String> schema() {
            return List.of(
                    "CREATE TABLE hocket_number (last INTEGER NOT NULL)",
                    "INSERT INTO hocket_number VALUES (0)");
        }

        @Override
        List<String> finish(String insert, String condition) {
            // Nobody else writes between the two.
            return List.of(
                    insert + " FROM hocket_job WHERE " + condition,
                    "DELETE FROM hocket_job WHERE " + condition);
        }
    },

    /** Many transactions at a time, which skip each other's rows. */
    POSTGRESQL(
            "CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT)",
            " FOR UPDATE SKIP LOCKED",
            "BYTEA") {
        @Override
        List<Long> numbers(Connection connection, int count) throws SQLException {
            try (PreparedStatement next =
                    connection.prepareStatement(
                            "SELECT nextval('hocket_number') FROM generate_series(1, ?)")) {
                next.setInt(1, count);
                try (ResultSet rows = next.executeQuery()) {
                    List<Long> numbers = new ArrayList<>(count);
                    while (rows.next()) {
                        numbers.add(rows.getLong(1));
                    }
                    numbers.sort(null);
                    return numbers;
                }
            }
        }

        @Override
        List<String> schema() {
            return List.of(
                    "CREATE SEQUENCE hocket_number",
                    "ALTER TABLE hocket_job SET (autovacuum_vacuum_scale_factor = 0.01,"
                            + " autovacuum_vacuum_cost_delay = 0, vacuum_truncate = off)");
        }

        @Override
        List<String> finish(String insert, String condition) {
            return List.of(
                    "WITH gone AS (DELETE FROM hocket_job WHERE "
                            + condition
                            + " RETURNING *) "
                            + insert
                            + " FROM gone");
        }
    };

    private final String now;
    private final String skipLocked;
    private final String bytes;

    Dialect(String now, String skipLocked, String bytes) {
        this.now = now;
        this.skipLocked = skipLocked;
        this.bytes = bytes;
    }

    /** The dialect of a connection. */
    static Dialect of(Connection connection) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        return switch (product.toLowerCase(Locale.ROOT)) {
            case "sqlite" -> SQLITE;
            case "postgresql" -> POSTGRESQL;
            default ->
                    throw new SQLException(
                            product + " is not supported; use PostgreSQL 14 or later, or SQLite");
        };
    }

    /** The time in milliseconds, as an expression. */
    String now() {
        return now;
    }

    /** The end of a query that takes rows to change them. */
    String skipLocked() {
        return skipLocked;
    }

    /** The type of a column of bytes. */
    String bytes() {
        return bytes;
    }

    /** New numbers of jobs, ascending. */
    abstract List<Long> numbers(Connection connection, int count) throws SQLException;

    /** What only this database has in its schema. */
    abstract List<String> schema();

    /**
     * The statements that move a row from the jobs to the outcomes, so that no other transaction
     * comes between; each takes the parameters of {@code condition} last.
     *
     * @param insert an INSERT with a SELECT without FROM
     * @param condition which row of the jobs
     */
    abstract List<String> finish(String insert, String condition);
}
