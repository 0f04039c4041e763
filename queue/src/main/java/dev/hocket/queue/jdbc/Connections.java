package dev.hocket.queue.jdbc;

import dev.hocket.queue.store.StoreException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.time.Duration;
import java.util.Locale;
import java.util.Properties;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The connections of a store: two that are kept, one for changes and one for questions, opened
 * again when they were lost. Safe for use by several threads, which take turns.
 */
public final class Connections {
    private static final int CHECK_SECONDS = 2;

    /** Opens a connection. */
    @FunctionalInterface
    public interface Opening {
        Connection open() throws SQLException;
    }

    /** What is done with a connection. */
    @FunctionalInterface
    interface Action<T> {
        T on(Connection connection) throws SQLException;
    }

    /** What is done with a connection and returns nothing. */
    @FunctionalInterface
    interface Command {
        void on(Connection connection) throws SQLException;
    }

    private final Opening opening;
    private final Kept writing = new Kept();
    private final Kept reading = new Kept();
    private final @Nullable String file;

    private Connections(Opening opening, @Nullable String file) {
        this.opening = opening;
        this.file = file;
    }

    /** Connections of a data source, such as a pool. */
    public static Connections of(DataSource source) {
        return new Connections(source::getConnection, null);
    }

    /** Connections of a JDBC URL; the driver finds the password where it always does. */
    public static Connections of(String url, Properties properties) {
        return new Connections(() -> DriverManager.getConnection(url, properties), null);
    }

    /** Connections of a SQLite file, which must exist. */
    public static Connections ofSqlite(String file) {
        Properties properties = new Properties();
        properties.setProperty("journal_mode", "WAL");
        properties.setProperty("synchronous", "FULL");
        properties.setProperty("busy_timeout", "10000");
        properties.setProperty("transaction_mode", "IMMEDIATE");
        String url = "jdbc:sqlite:" + file;
        return new Connections(() -> DriverManager.getConnection(url, properties), file);
    }

    /** The SQLite file, or null. */
    @Nullable String file() {
        return file;
    }

    /** A new connection, which the caller closes. */
    Connection connect() throws StoreException {
        try {
            return opening.open();
        } catch (SQLException failed) {
            throw new StoreException(message(failed), failed, true);
        }
    }

    /** Does something in a transaction. */
    <T> T write(Action<T> action) throws StoreException {
        return writing.use(true, action);
    }

    /** {@link #write} without a result. */
    void run(Command command) throws StoreException {
        int _ =
                writing.use(
                        true,
                        connection -> {
                            command.on(connection);
                            return 0;
                        });
    }

    /** Asks something. */
    <T> T read(Action<T> action) throws StoreException {
        return reading.use(false, action);
    }

    void close() {
        writing.close();
        reading.close();
    }

    /** One connection. */
    private final class Kept {
        private final ReentrantLock lock = new ReentrantLock();
        private @Nullable Connection connection;
        private boolean closed;

        <T> T use(boolean transaction, Action<T> action) throws StoreException {
            lock.lock();
            try {
                Connection open = opened();
                try {
                    open.setAutoCommit(!transaction);
                    T result = action.on(open);
                    if (transaction) {
                        // Commits. After commit(), SQLite's driver begins the next transaction at
                        // once, which would keep all others out.
                        open.setAutoCommit(true);
                    }
                    return result;
                } catch (SQLException | RuntimeException | Error failed) {
                    rollBack(open);
                    throw failed;
                }
            } catch (SQLException failed) {
                throw exception(failed);
            } finally {
                lock.unlock();
            }
        }

        private Connection opened() throws StoreException {
            if (closed) {
                throw new StoreException(
                        "the queue is closed", new IllegalStateException("closed"), false);
            }
            Connection known = connection;
            if (known == null) {
                known = connect();
                connection = known;
            }
            return known;
        }

        /** Whatever failed, the next one begins with a connection that works. */
        private void rollBack(Connection open) {
            boolean works;
            try {
                if (!open.getAutoCommit()) {
                    open.rollback();
                    open.setAutoCommit(true);
                }
                works = open.isValid(CHECK_SECONDS);
            } catch (SQLException lost) {
                works = false;
            }
            if (!works) {
                connection = null;
                closeQuietly(open);
            }
        }

        void close() {
            lock.lock();
            try {
                closed = true;
                if (connection != null) {
                    closeQuietly(connection);
                    connection = null;
                }
            } finally {
                lock.unlock();
            }
        }
    }

    static void closeQuietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException useless) {
            // it is not used any more
        }
    }

    /** What the database said, as the store says it. */
    static StoreException exception(SQLException failed) {
        return new StoreException(message(failed), failed, isPassing(failed));
    }

    /** What the driver says; SQLite's begins with the name of the error. */
    private static String message(SQLException failed) {
        return String.valueOf(failed.getMessage());
    }

    private static boolean isPassing(SQLException failed) {
        String state = failed.getSQLState() == null ? "" : failed.getSQLState();
        String message = String.valueOf(failed.getMessage()).toUpperCase(Locale.ROOT);
        return failed instanceof SQLTransientException
                || failed instanceof SQLRecoverableException
                || state.startsWith("08") // connection
                || state.startsWith("57P") // shutdown, crash, starting up
                || state.startsWith("40") // serialization, deadlock
                || state.startsWith("53300") // too many connections
                || state.startsWith("55P03") // lock not available
                || state.startsWith("25006") // a standby that is not promoted yet
                || message.contains("SQLITE_BUSY")
                || message.contains("SQLITE_LOCKED");
    }

    /** How long a look for changes may take. */
    static Duration pollFloor() {
        return Duration.ofSeconds(1);
    }
}
