package dev.hocket.queue;

import dev.hocket.testkit.service.InstalledProgram;
import dev.hocket.testkit.service.Readiness;
import dev.hocket.testkit.service.Service;
import dev.hocket.testkit.service.ServiceRecipe;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** Workers over a queue in PostgreSQL, which the test starts; skipped where it is not installed. */
class PostgresWorkerTest extends WorkerContract {
    private static Service server;
    private static int databases;
    private String url;

    @BeforeAll
    static void start() throws Exception {
        Service.needsLinux();
        Path bin =
                Objects.requireNonNull(
                        InstalledProgram.orSkip("initdb", "postgresql", "/usr/lib/postgresql/*/bin")
                                .getParent());
        server =
                ServiceRecipe.of(
                                "postgres",
                                at ->
                                        List.of(
                                                bin.resolve("postgres").toString(),
                                                "-D" + at.folder().resolve("data"),
                                                "-p" + at.port(),
                                                "-k" + at.folder(),
                                                "-clisten_addresses=127.0.0.1"))
                        .after(at ->
                                List.of(
                                        bin.resolve("initdb").toString(),
                                        "-D" + at.folder().resolve("data"),
                                        "-Utest",
                                        "-Atrust",
                                        "--no-sync"))
                        .readyWhen(
                                Readiness.command(at ->
                                        List.of(
                                                bin.resolve("pg_isready").toString(),
                                                "-h127.0.0.1",
                                                "-p" + at.port())))
                        .endedBy("INT", java.time.Duration.ofSeconds(5))
                        .start();
    }

    @AfterAll
    static void stop() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    private static String url(String database) {
        return "jdbc:postgresql://127.0.0.1:"
                + server.place().port()
                + "/"
                + database
                + "?user=test";
    }

    @BeforeEach
    void create() throws SQLException {
        String name = "queue" + databases++;
        try (Connection connection = DriverManager.getConnection(url("postgres"));
                Statement statement = connection.createStatement()) {
            boolean _ = statement.execute("CREATE DATABASE " + name);
        }
        url = url(name);
    }

    @Override
    Queue open() {
        return Queue.open(url, new Properties());
    }

    @Override
    Connection connect() throws SQLException {
        return DriverManager.getConnection(url);
    }
}
