package dev.hocket.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code hocket run} with a task that returns a stage: each test starts a JVM of its own. */
class AsyncRunTest {
    private static final String TWICE =
            """
            import java.util.concurrent.*;
            CompletionStage<Integer> run(Integer number) {
                return CompletableFuture.supplyAsync(() -> number * 2);
            }
            """;

    @TempDir private Path folder;

    @Test
    void runsOnAsyncByItself() throws Exception {
        source("Twice", TWICE);
        LaunchedHocket.Ended ended =
                LaunchedHocket.run(folder, "", "run", "-k", "--json", "Twice.java", "1", "2", "3");
        assertEquals(0, ended.status(), ended.err());
        assertEquals(3, ended.lines().size());
        ended.lines().forEach(line -> assertTrue(line.contains("\"async-"), line));
        assertTrue(ended.lines().getLast().contains("6"), ended.out());
    }

    @Test
    void runsOnTheEngineThatIsNamedAndOnItsWidth() throws Exception {
        source("Twice", TWICE);
        LaunchedHocket.Ended ended =
                LaunchedHocket.run(
                        folder, "", "run", "-k", "-e", "async:100", "Twice.java", "1", "2");
        assertEquals(List.of("2", "4"), ended.lines(), ended.err());
        assertEquals(
                List.of("2", "4"),
                LaunchedHocket.run(folder, "", "run", "-k", "-j", "2", "Twice.java", "1", "2")
                        .lines());
    }

    @Test
    void anAsyncTaskClassMayFail() throws Exception {
        source(
                "Odd",
                """
                import dev.hocket.AsyncTask;
                import java.util.concurrent.*;
                class Odd implements AsyncTask<Integer, String> {
                    public CompletionStage<String> run(Integer i) {
                        return i % 2 == 1
                                ? CompletableFuture.completedFuture("odd " + i)
                                : CompletableFuture.failedFuture(new Exception("even"));
                    }
                }
                """);
        LaunchedHocket.Ended ended =
                LaunchedHocket.run(folder, "", "run", "-k", "Odd.java", "1", "2", "3");
        assertEquals(List.of("odd 1", "odd 3"), ended.lines());
        assertEquals(1, ended.status());
        assertTrue(ended.err().contains("'2' failed: Exception: even"), ended.err());
    }

    @Test
    void aTaskThatFitsTheEngineNotIsRefusedInOneSentence() throws Exception {
        source("Twice", TWICE);
        LaunchedHocket.Ended onThreads =
                LaunchedHocket.run(folder, "", "run", "-e", "threads", "Twice.java", "1");
        assertEquals(255, onThreads.status());
        assertEquals(
                "hocket: Twice has a task that returns a CompletionStage, and the engine threads"
                        + " runs only tasks that block; engines that can: async, auto, reactive\n",
                onThreads.err());
        source("Plain", "String run(String word) { return word; }");
        LaunchedHocket.Ended onAsync =
                LaunchedHocket.run(folder, "", "run", "-e", "async", "Plain.java", "1");
        assertEquals(255, onAsync.status());
        assertEquals(1, onAsync.err().lines().count(), onAsync.err());
        assertTrue(
                onAsync.err()
                        .startsWith(
                                "hocket: Plain has a task that blocks, and the engine async runs"
                                        + " only tasks that return a CompletionStage; engines that"
                                        + " can: "),
                onAsync.err());
        assertTrue(onAsync.err().contains("threads") && onAsync.err().contains("virtual"));
    }

    /** The task holds its loop until a file tells that the report has come. */
    @Test
    void aTaskThatBlocksItsLoopIsReportedWithItsStack() throws Exception {
        source(
                "Hold",
                """
                import java.nio.file.*;
                import java.util.concurrent.*;
                CompletionStage<String> run(Path file) throws Exception {
                    while (!Files.exists(file)) { Thread.sleep(2); }
                    return CompletableFuture.completedFuture("let go");
                }
                """);
        try (LaunchedHocket child =
                LaunchedHocket.start(folder, "run", "--debug-blocking", "Hold.java", "go")) {
            child.awaitErr("Hold: input 0 ('go') has held the event loop hocket-async-");
            child.awaitErr("at task//Hold.run(Hold.java:4)");
            Files.createFile(folder.resolve("go"));
            child.awaitOut("let go");
            assertFalse(child.end().err().isEmpty());
        }
    }

    private void source(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name + ".java"), text);
    }
}
