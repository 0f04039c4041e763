package dev.hocket.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code -e processes}: each test starts a JVM of its own, and that its workers. */
class ProcessesRunTest {
    private static final String RISKY =
            """
            long run(String input) {
                long n = Long.parseLong(input);
                if (n == 500) {
                    Runtime.getRuntime().halt(1);
                }
                return n * n;
            }
            """;

    @TempDir private Path folder;

    @Test
    void aTaskInAFileThatCrashesFailsThatInputAlone() throws Exception {
        Files.writeString(folder.resolve("Risky.java"), RISKY);
        StringBuilder inputs = new StringBuilder();
        for (int i = 1; i <= 1_000; i++) {
            inputs.append(i).append('\n');
        }
        LaunchedHocket.Ended ended =
                LaunchedHocket.run(
                        folder,
                        inputs.toString(),
                        "run",
                        "-e",
                        "processes:2",
                        "--memory-limit",
                        "64m",
                        "--max-tasks-per-worker",
                        "400",
                        "Risky.java");
        assertEquals(1, ended.status(), ended.err());
        assertEquals(999, ended.lines().size());
        assertTrue(ended.err().contains("'500' failed"), ended.err());
    }

    @Test
    void commandsRunThereToo() throws Exception {
        LaunchedHocket.Ended ended =
                LaunchedHocket.run(
                        folder, "", "exec", "-k", "-e", "processes:2", "echo", ":::", "a", "b");
        assertEquals(List.of("a", "b"), ended.lines(), ended.err());
    }

    @Test
    void itsOptionsAreRefusedElsewhere() throws Exception {
        LaunchedHocket.Ended ended =
                LaunchedHocket.run(folder, "", "exec", "--memory-limit", "64m", "echo", ":::", "a");
        assertEquals(255, ended.status());
        assertTrue(
                ended.err().contains("--memory-limit applies only to -e processes"), ended.err());
    }
}
