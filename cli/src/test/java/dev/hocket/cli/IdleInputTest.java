package dev.hocket.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Inputs that do not come: a signal ends every command that waits for them, on every engine, while
 * the writer of the pipe keeps it open.
 */
class IdleInputTest {
    private static final String ASYNC =
            """
            import java.util.concurrent.*;
            class Later implements dev.hocket.AsyncTask<String, String> {
                public CompletionStage<String> run(String word) {
                    return CompletableFuture.completedFuture(word);
                }
            }
            """;

    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sequential",
                "threads:2",
                "virtual:2",
                "forkjoin:2",
                "csp:2",
                "reactive:2",
                "processes:2",
                "async:2",
                "auto"
            })
    void aRunThatWaitsForStandardInputIsTerminated(String engine) throws Exception {
        Files.writeString(folder.resolve("Later.java"), ASYNC);
        boolean async = engine.startsWith("async");
        List<String> words = new ArrayList<>(List.of(async ? "run" : "exec", "-e", engine));
        words.addAll(List.of("--joblog", "log", async ? "Later.java" : "echo"));
        try (LaunchedHocket hocket = LaunchedHocket.start(folder, words.toArray(String[]::new))) {
            hocket.type("first\n");
            hocket.awaitOut("first");
            hocket.signal("TERM");
            LaunchedHocket.Ended ended = hocket.endWithOpenInput();
            assertEquals(143, ended.status(), ended::err);
            assertTrue(ended.err().contains("terminated: 1 done, 0 failed in "), ended::err);
            assertFalse(ended.err().contains("did not end within"), ended::err);
            assertEquals(2, Files.readAllLines(folder.resolve("log")).size());
        }
    }

    @Test
    void oneInterruptIsEnoughWhereNothingRuns() throws Exception {
        try (LaunchedHocket hocket = LaunchedHocket.start(folder, "exec", "-j2", "echo")) {
            hocket.type("first\n");
            hocket.awaitOut("first");
            hocket.signal("INT");
            LaunchedHocket.Ended ended = hocket.endWithOpenInput();
            assertEquals(130, ended.status(), ended::err);
            assertTrue(ended.err().contains("interrupted: 1 done, 0 failed in "), ended::err);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sequential", "threads:2"})
    void aRunThatWaitsForAWriterIsTerminated(String engine) throws Exception {
        LaunchedHocket.pipe(folder.resolve("list"));
        try (LaunchedHocket hocket =
                LaunchedHocket.start(
                        folder, "exec", "-e", engine, "--joblog", "log", "-a", "list", "echo")) {
            hocket.awaitFile(folder.resolve("log"));
            hocket.signal("TERM");
            LaunchedHocket.Ended ended = hocket.endWithOpenInput();
            assertEquals(143, ended.status(), ended::err);
            assertTrue(ended.err().contains("terminated: 0 done, 0 failed in "), ended::err);
            assertFalse(ended.err().contains("did not end within"), ended::err);
        }
    }

    static Stream<List<String>> commands() {
        return Stream.of(
                        "run -a list Shout.java",
                        "fetch -a list -o files",
                        "factor -a list",
                        "factor -e sequential -a list",
                        "images -a list -o small",
                        "crawl -a list",
                        "reduce sum list",
                        "reduce -e sequential sum list",
                        "choose factor -a list")
                .map(line -> Arrays.asList(line.split(" ")));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandThatWaitsForItsInputsIsTerminated(List<String> words) throws Exception {
        Files.writeString(
                folder.resolve("Shout.java"), "String run(String word) { return word + '!'; }");
        Path list = LaunchedHocket.pipe(folder.resolve("list"));
        try (LaunchedHocket hocket = LaunchedHocket.start(folder, words.toArray(String[]::new));
                OutputStream writer = Files.newOutputStream(list)) { // as soon as it reads
            writer.write("12\n".getBytes(StandardCharsets.UTF_8));
            writer.flush();
            hocket.signal("TERM");
            LaunchedHocket.Ended ended = hocket.endWithOpenInput();
            assertEquals(143, ended.status(), ended::err);
            assertFalse(ended.err().contains("did not end within"), ended::err);
        }
    }

    @Test
    void aFullPipeThatNobodyReadsDoesNotKeepTheProgram() throws Exception {
        String command = "head -c 4000000 /dev/zero; touch written-{}";
        try (LaunchedHocket hocket =
                LaunchedHocket.start(folder, "exec", "--joblog", "log", command, ":::", "a")) {
            hocket.awaitFile(folder.resolve("written-a"));
            hocket.signal("TERM");
            LaunchedHocket.Ended ended = hocket.endUnread();
            assertEquals(143, ended.status(), ended::err);
        }
    }
}
