package dev.hocket.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hocket.testkit.service.UnixAccount;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code hocket exec} with less memory, or fewer processes, than it could use. */
class SystemLimitsTest {
    private static final int MEGABYTES = 100;
    private static final String LARGE =
            "yes hocket | head -c " + MEGABYTES + "000000; : {}; test ! -e failing";

    @TempDir private Path folder;

    /** Runs Hocket with a heap smaller than what comes out, and counts that; the counted bytes. */
    private long counted(String... words) throws Exception {
        List<String> command =
                LaunchedHocket.command(
                        List.of("-Xmx64m"), System.getProperty("java.class.path"), words);
        List<String> shell =
                new ArrayList<>(
                        List.of("sh", "-c", "{ \"$@\"; echo status $? >&2; } | wc -c", "sh"));
        shell.addAll(command);
        try (LaunchedHocket hocket = LaunchedHocket.start(folder, Map.of(), shell)) {
            LaunchedHocket.Ended ended = hocket.end();
            assertTrue(ended.err().endsWith("status 0\n"), ended::err);
            return Long.parseLong(ended.out().strip());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--tag", "--json"})
    void anOutputOfAHundredMegabytesPassesThroughASmallHeap(String form) throws Exception {
        long bytes = counted("exec", form, LARGE, ":::", "a");
        assertTrue(bytes > MEGABYTES * 1_000_000L, () -> bytes + " bytes");
    }

    @Test
    void aStoredOutputIsDeliveredAgainThroughASmallHeap() throws Exception {
        String[] words = {
            "exec", "--joblog", "log", "--results", "results", "--resume", LARGE, ":::", "a"
        };
        assertEquals(MEGABYTES * 1_000_000L, counted(words));
        Files.createFile(folder.resolve("failing")); // were it to run again
        assertEquals(MEGABYTES * 1_000_000L, counted(words));
    }

    @Test
    void withTooFewProcessesARunGoesOnWithThoseThereAre() throws Exception {
        assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/prlimit")),
                "prlimit is needed to bound the number of processes; install util-linux");
        String classPath =
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .filter(entry ->
                                entry.matches(".*/(cli|kernel|engines|jobs/basic)/target/classes"))
                        .collect(Collectors.joining(File.pathSeparator));
        UnixAccount account = UnixAccount.ordinary();
        account.own(folder);
        List<String> words = new ArrayList<>(List.of("exec", "--json", "-j", "90", "sleep", ":::"));
        words.addAll(Collections.nCopies(200, "0.2"));
        List<String> command = new ArrayList<>(List.of("prlimit", "--nproc=150", "--"));
        command.addAll(
                account.command(
                        LaunchedHocket.command(
                                List.of(), classPath, words.toArray(String[]::new))));
        try (LaunchedHocket hocket = LaunchedHocket.start(folder, Map.of(), command)) {
            LaunchedHocket.Ended ended = hocket.end();
            assumeTrue(
                    !ended.err().contains("ClassNotFoundException"),
                    "the build lies where an ordinary account cannot read it");
            assertEquals(0, ended.status(), ended::err);
            assertEquals(
                    200, ended.lines().stream().filter(line -> line.contains("\"done\"")).count());
            assertFalse(ended.err().contains("fault of hocket"), ended::err);
        }
    }
}
