package dev.hocket.queue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.io.TempDir;

/** Workers over a queue in a SQLite file. */
class SqliteWorkerTest extends WorkerContract {
    @TempDir private Path folder;

    @Override
    Queue open() {
        return Queue.open(folder.resolve("queue.db"));
    }

    @Override
    Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("queue.db"));
    }
}
