package dev.hocket.cli.job;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The table {@code page} of a SQLite database: a row for each URL, which takes the place of an
 * earlier one. Rows are committed some hundred at a time. For one thread.
 */
final class PageTable implements AutoCloseable {
    private static final int TOGETHER = 500;
    private static final String TABLE =
            """
            CREATE TABLE IF NOT EXISTS page (
              url TEXT PRIMARY KEY, status INTEGER, type TEXT, bytes INTEGER, title TEXT,
              depth INTEGER, referrer TEXT, seconds REAL, links INTEGER, canonical TEXT,
              note TEXT, selected TEXT, error TEXT) WITHOUT ROWID
            """;
    private static final String ROW =
            """
            INSERT OR REPLACE INTO page (url, status, type, bytes, title, depth, referrer, seconds,
              links, canonical, note, selected, error) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;
    private static final List<String> COLUMNS =
            List.of(
                    "url",
                    "status",
                    "type",
                    "bytes",
                    "title",
                    "depth",
                    "referrer",
                    "seconds",
                    "links",
                    "canonical",
                    "note",
                    "selected",
                    "error");
    private final String file;
    private final Connection connection;
    private final PreparedStatement row;
    private int waiting;

    private PageTable(String file, Connection connection) throws SQLException {
        this.file = file;
        this.connection = connection;
        try (Statement statement = connection.createStatement()) {
            boolean _ = statement.execute(TABLE);
        }
        connection.setAutoCommit(false);
        this.row = connection.prepareStatement(ROW);
    }

    /**
     * Opens a database, and makes it where there is none.
     *
     * @throws IOException if that cannot be, or the file is no such database
     */
    static PageTable open(String file) throws IOException {
        Connection connection = null;
        try {
            connection =
                    DriverManager.getConnection("jdbc:sqlite:" + Path.of(file).toAbsolutePath());
            return new PageTable(file, connection);
        } catch (SQLException failed) {
            close(connection);
            throw new IOException("--sqlite '" + file + "': " + why(failed), failed);
        }
    }

    private static void close(@Nullable Connection connection) {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException useless) {
            // what went wrong before is told
        }
    }

    /** What the driver says, without the name of the error: "[SQLITE_NOTADB] ... (why)". */
    private static String why(SQLException failed) {
        String text = String.valueOf(failed.getMessage());
        int from = text.lastIndexOf('(');
        return from > 0 && text.endsWith(")") ? text.substring(from + 1, text.length() - 1) : text;
    }

    /** Puts a row in; columns without a value are null. */
    void put(Map<String, Object> values) throws IOException {
        try {
            for (int i = 0; i < COLUMNS.size(); i++) {
                Object value = values.get(COLUMNS.get(i));
                row.setObject(i + 1, value instanceof List<?> list ? lines(list) : value);
            }
            int _ = row.executeUpdate();
            if (++waiting == TOGETHER) {
                connection.commit();
                waiting = 0;
            }
        } catch (SQLException failed) {
            throw new IOException("--sqlite '" + file + "': " + why(failed), failed);
        }
    }

    private static String lines(List<?> list) {
        return list.stream().map(String::valueOf).collect(Collectors.joining("\n"));
    }

    @Override
    public void close() throws IOException {
        try {
            connection.commit();
            connection.close();
        } catch (SQLException failed) {
            throw new IOException("--sqlite '" + file + "': " + why(failed), failed);
        }
    }
}
