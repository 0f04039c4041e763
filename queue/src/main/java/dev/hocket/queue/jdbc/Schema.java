package dev.hocket.queue.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * The tables, as numbered steps from an empty database. A step is never changed after its release;
 * a worker of an earlier version goes on with tables that later steps have extended.
 */
public final class Schema {
    private static final int VERSION = 1;

    private Schema() {}

    /** The statements of all steps, to be shown. */
    static List<String> statements(Dialect dialect) {
        List<String> all = new ArrayList<>();
        String bytes = dialect.bytes();
        all.add(
                """
                CREATE TABLE hocket_job (
                  id BIGINT PRIMARY KEY, state SMALLINT NOT NULL, queue TEXT NOT NULL,
                  priority SMALLINT NOT NULL, name TEXT NOT NULL, due BIGINT NOT NULL,
                  payload %s NOT NULL, unique_key TEXT, expires BIGINT, submitted BIGINT NOT NULL,
                  attempts INTEGER NOT NULL DEFAULT 0, crashes INTEGER NOT NULL DEFAULT 0,
                  waits INTEGER NOT NULL DEFAULT 0, fence BIGINT NOT NULL DEFAULT 0,
                  worker BIGINT, claimed BIGINT, cancel SMALLINT NOT NULL DEFAULT 0)\
                """
                        .formatted(bytes));
        all.add("CREATE INDEX hocket_job_claim ON hocket_job (state, queue, priority, id)");
        all.add("CREATE INDEX hocket_job_due ON hocket_job (due) WHERE state = 1");
        all.add("CREATE INDEX hocket_job_suspect ON hocket_job (queue) WHERE crashes > 1");
        all.add(
                "CREATE INDEX hocket_job_expires ON hocket_job (expires) WHERE expires IS NOT"
                        + " NULL");
        all.add("CREATE INDEX hocket_job_worker ON hocket_job (worker) WHERE worker IS NOT NULL");
        all.add(
                "CREATE UNIQUE INDEX hocket_job_key ON hocket_job (unique_key)"
                        + " WHERE unique_key IS NOT NULL");
        all.add(
                """
                CREATE TABLE hocket_outcome (
                  id BIGINT PRIMARY KEY, state SMALLINT NOT NULL, queue TEXT NOT NULL,
                  priority SMALLINT NOT NULL, name TEXT NOT NULL, due BIGINT NOT NULL,
                  payload %s, attempts INTEGER NOT NULL, submitted BIGINT NOT NULL, worker TEXT,
                  started BIGINT, ended BIGINT NOT NULL, nanos BIGINT NOT NULL, result %s,
                  error TEXT)\
                """
                        .formatted(bytes, bytes));
        all.add("CREATE INDEX hocket_outcome_ended ON hocket_outcome (ended)");
        all.add(
                """
                CREATE TABLE hocket_after (
                  other BIGINT NOT NULL, job BIGINT NOT NULL, PRIMARY KEY (other, job))\
                """);
        all.add(
                """
                CREATE TABLE hocket_worker (
                  id BIGINT PRIMARY KEY, host TEXT NOT NULL, pid BIGINT NOT NULL,
                  queues TEXT NOT NULL, names TEXT NOT NULL, width INTEGER NOT NULL,
                  seen BIGINT NOT NULL)\
                """);
        all.add("CREATE TABLE hocket_pause (queue TEXT PRIMARY KEY, until BIGINT NOT NULL)");
        all.addAll(dialect.schema());
        all.add("CREATE TABLE hocket_version (version INTEGER NOT NULL)");
        all.add("INSERT INTO hocket_version VALUES (" + VERSION + ")");
        return all;
    }

    /** Brings the tables up to date, in the connection's transaction. */
    static void migrate(Connection connection, Dialect dialect) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (dialect == Dialect.POSTGRESQL) {
                boolean _ = statement.execute("SELECT pg_advisory_xact_lock(4861283, 1)");
            }
            if (exists(connection, dialect)) {
                return; // there is one step
            }
            for (String step : statements(dialect)) {
                boolean _ = statement.execute(step);
            }
        }
    }

    private static boolean exists(Connection connection, Dialect dialect) throws SQLException {
        String query =
                dialect == Dialect.SQLITE
                        ? "SELECT 1 FROM sqlite_master WHERE name = 'hocket_version'"
                        : "SELECT 1 WHERE to_regclass('hocket_version') IS NOT NULL";
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            return row.next();
        }
    }
}
