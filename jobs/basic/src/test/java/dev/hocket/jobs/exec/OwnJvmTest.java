package dev.hocket.jobs.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What can only be seen in a JVM of its own: its end, its limits, and what it inherits. */
@Timeout(120)
class OwnJvmTest {

    @BeforeEach
    void checkSystem() {
        ShellTools.assumePosixSpawner();
    }

    private static final String GRANT = "--enable-native-access=ALL-UNNAMED";

    /** Starts a shell that runs {@code before} and then a JVM that does {@code what}. */
    private static Process start(String before, String... what) throws IOException {
        return start(before, List.of(GRANT), what);
    }

    private static Process start(String before, List<String> options, String... what)
            throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = new ArrayList<>(List.of("sh", "-c", before + " exec \"$@\"", "sh"));
        command.addAll(List.of(java, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(OwnJvm.class.getName());
        command.addAll(List.of(what));
        return new ProcessBuilder(command).redirectInput(new File("/dev/null")).start();
    }

    private static BufferedReader reader(Process process) {
        return new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    private static List<String> lines(Process process) throws IOException {
        try (BufferedReader reader = reader(process)) {
            return reader.lines().toList();
        }
    }

    @Test
    void theFastWayIsTakenWhereItIsGrantedAndNobodyIsWarnedWhereItIsNot() throws Exception {
        assertEquals(List.of("PosixSpawner"), lines(start("", "posix", "best", "")));
        assertEquals(
                List.of("ProcessSpawner"),
                lines(start("exec 2>&1;", List.of(), "posix", "best", "")));
    }

    @Test
    void theEndOfTheJvmEndsItsCommands() throws Exception {
        for (String way : List.of("posix", "process")) {
            Process jvm =
                    start("", way, "hold", "trap '' TERM; sleep 1000 & echo $!; echo $$; wait");
            try (BufferedReader reader = reader(jvm)) {
                long first = Long.parseLong(reader.readLine());
                long second = Long.parseLong(reader.readLine());
                jvm.destroy();
                jvm.waitFor();
                for (long pid : List.of(first, second)) {
                    ShellTools.awaitEnd(pid);
                }
            }
        }
    }

    @Test
    void exitCodesAreKnownEvenIfTheParentIgnoresItsChildren() throws Exception {
        assertEquals(List.of("exit 7"), lines(start("trap '' CHLD;", "posix", "exit", "exit 7")));
    }

    @Test
    void commandsRunEvenIfTheStandardFilesAreClosed() throws Exception {
        Process jvm =
                start("exec <&- 2>&-;", "posix", "exit", "cat; echo x >&2; echo $? >&2; exit 5");
        assertEquals(List.of("exit 5: 0"), lines(jvm));
    }

    @Test
    void tooManyOpenFilesAreWaitedForAndThenSaid() throws Exception {
        List<String> said = lines(start("ulimit -n 100;", "posix", "crowd", "exit 4"));
        assertEquals("exit 4", said.get(0), "it can wait until files are closed");
        assertTrue(said.get(1).contains("too many files are open"), said::toString);
        assertTrue(said.get(1).contains("ulimit -n"), said::toString);
    }

    @Test
    void virtualThreadsKeepNoCarrierBusy() throws Exception {
        Process jvm = start("", "posix", "virtual", "sleep 1000");
        assertEquals(List.of("50 run, others go on"), lines(jvm));
        assertTrue(jvm.waitFor(60, TimeUnit.SECONDS));
    }
}
