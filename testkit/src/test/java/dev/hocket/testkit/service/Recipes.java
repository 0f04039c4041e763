package dev.hocket.testkit.service;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Services for the tests of this package. */
final class Recipes {
    /**
     * One that is hard to end: it ignores the signal that asks it to, and has a child that left its
     * session, its process group and its environment, and ignores that signal, too.
     */
    static final ServiceRecipe STUBBORN =
            ServiceRecipe.of(
                            "stubborn",
                            at ->
                                    List.of(
                                            "sh",
                                            "-c",
                                            "trap '' TERM; env -i setsid sh -c \"trap '' TERM;"
                                                    + " exec sleep 3600\" & echo \"up $$ $!\";"
                                                    + " wait; wait; exec sleep 3600"))
                    .readyWhen(Readiness.output("up \\d+ \\d+"))
                    .endedBy("TERM", Duration.ofSeconds(1));

    private Recipes() {}

    /** A database with nothing in it; skips the test where PostgreSQL is not installed. */
    static ServiceRecipe postgres() {
        Path bin =
                InstalledProgram.orSkip("initdb", "postgresql", "/usr/lib/postgresql/*/bin")
                        .resolveSibling("");
        return ServiceRecipe.of(
                        "postgres",
                        at ->
                                List.of(
                                        bin.resolve("postgres").toString(),
                                        "-D",
                                        at.folder().resolve("data").toString(),
                                        "-c",
                                        "listen_addresses=127.0.0.1",
                                        "-c",
                                        "unix_socket_directories=" + at.folder(),
                                        "-c",
                                        "fsync=off",
                                        "-p",
                                        Integer.toString(at.port())))
                .after(at ->
                        List.of(
                                bin.resolve("initdb").toString(),
                                "--no-sync",
                                "--auth=trust",
                                "--username=test",
                                "-D",
                                at.folder().resolve("data").toString()))
                .readyWhen(
                        Readiness.command(at ->
                                List.of(
                                        bin.resolve("pg_isready").toString(),
                                        "-h",
                                        "127.0.0.1",
                                        "-p",
                                        Integer.toString(at.port()))))
                .endedBy("INT", Duration.ofSeconds(10)); // closes connections, as a fast shutdown
    }
}
