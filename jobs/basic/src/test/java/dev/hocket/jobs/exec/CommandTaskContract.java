package dev.hocket.jobs.exec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hocket.jobs.exec.output.OutputCapture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a command's task gives, whichever way its processes are started. */
abstract class CommandTaskContract extends CommandEndingContract {
    @Test
    void keepsTheTwoOutputsApart() throws Exception {
        try (CommandResult result = run(task("echo out {}; echo err {} >&2"), "x y")) {
            assertEquals("out x y\n", result.stdout().text());
            assertEquals("err x y\n", result.stderr().text());
            assertEquals(0, result.exit());
            assertTrue(result.signal().isEmpty());
            assertEquals(new CommandInput(1, "x y"), result.argument());
        }
    }

    @Test
    void losesNothingThatIsWrittenByReopening() throws Exception {
        String line =
                "echo 1; echo 2 >/dev/stdout; echo {}; echo 4 >/dev/stderr; echo 5 >/dev/stderr";
        try (CommandResult result = run(task(line), "3")) {
            assertEquals("1\n2\n3\n", result.stdout().text());
            assertEquals("4\n5\n", result.stderr().text());
        }
    }

    @Test
    void reportsTheExitCode() {
        for (int code : List.of(1, 3, 127, 255)) {
            CommandFailed failed = failure(task("echo why >&2; echo some; exit {}"), "" + code);
            assertEquals(code, failed.exit());
            assertTrue(failed.signal().isEmpty());
            assertEquals("exit " + code + ": why", failed.getMessage());
            assertEquals(5, failed.result().stdout().size());
        }
    }

    @Test
    void reportsTheSignal() {
        CommandFailed failed = failure(task("kill -s {} $$"), "KILL");
        assertEquals(128 + 9, failed.exit());
        if (isPosix()) {
            assertEquals(9, failed.signal().orElseThrow());
            assertEquals("killed by SIGKILL", failed.getMessage());
        }
    }

    @Test
    void tellsACommandItsNumbers() throws Exception {
        CommandTask task = task("echo $HOCKET_SEQ $HOCKET_SLOT {#} {%} {}");
        for (long number : List.of(1L, 12345678901L, 7L)) {
            try (CommandResult result = task.run(new CommandInput(number, "x"))) {
                assertEquals("%d 1 %d 1 x%n".formatted(number, number), result.stdout().text());
            }
        }
    }

    @Test
    void runningCommandsHaveSlotsOfTheirOwn() throws Exception {
        CommandTask task =
                task("echo {%} > " + folder + "/{}; until test -e " + folder + "/go; do :; done");
        List<Thread> threads = new ArrayList<>();
        for (int i = 1; i <= 3; i++) {
            CommandInput input = new CommandInput(i, "slot" + i);
            threads.add(Thread.ofPlatform().start(() -> runQuietly(task, input)));
        }
        List<String> slots = new ArrayList<>();
        for (int i = 1; i <= 3; i++) {
            Path file = folder.resolve("slot" + i);
            while (!Files.exists(file) || Files.size(file) == 0) {
                Thread.onSpinWait();
            }
            slots.add(Files.readString(file).strip());
        }
        Files.createFile(folder.resolve("go"));
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(List.of("1", "2", "3"), slots.stream().sorted().toList());
        try (CommandResult result = run(task("echo {%} {}"), "again")) {
            assertEquals("1 again\n", result.stdout().text());
        }
    }

    private static void runQuietly(CommandTask task, CommandInput input) {
        try {
            task.run(input).close();
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Test
    void runsEachCommandInAFolderOfItsOwn() throws Exception {
        Files.createDirectories(folder.resolve("in/a b"));
        CommandTask task = task("pwd; : {}").inFolder(folder + "/in/{}");
        try (CommandResult result = run(task, "a b")) {
            assertEquals(folder.toRealPath() + "/in/a b\n", result.stdout().text());
        }
        CommandFailed failed = failure(task, "none");
        assertEquals(126, failed.exit());
        assertEquals(
                "the working folder '" + folder + "/in/none' does not exist", failed.getMessage());
    }

    @Test
    void readsNothing() throws Exception {
        try (CommandResult result = run(task("cat; echo {}"), "end")) {
            assertEquals("end\n", result.stdout().text());
        }
    }

    @Test
    void keepsEveryByte() throws Exception {
        byte[] data = new byte[200_000];
        new Random(1).nextBytes(data);
        Path file = Files.write(folder.resolve("data"), data);
        try (CommandResult result = run(task("cat"), file.toString())) {
            assertArrayEquals(data, bytes(result.stdout()));
        }
        try (CommandResult result = run(task("printf %s"), "no newline")) {
            assertEquals("no newline", result.stdout().text());
        }
    }

    @Test
    void keepsLongOutputsInAFile() throws Exception {
        byte[] data = new byte[10_000_000];
        new Random(2).nextBytes(data);
        Path file = Files.write(folder.resolve("data"), data);
        CommandResult result = run(task("cat {} {} & cat {} >&2; wait"), file.toString());
        byte[] twice = Arrays.copyOf(data, 2 * data.length);
        System.arraycopy(data, 0, twice, data.length, data.length);
        assertEquals(20_000_000, result.stdout().size());
        assertArrayEquals(twice, bytes(result.stdout()));
        assertArrayEquals(data, bytes(result.stderr()));
        assertArrayEquals(twice, bytes(result.stdout()), "it can be read again");
        result.close();
        assertThrows(IOException.class, () -> bytes(result.stdout()));
    }

    @Test
    void keepsWhatIsExactlyAsLongAsMemoryAllows() throws Exception {
        for (int size : List.of(OutputCapture.MEMORY, OutputCapture.MEMORY + 1)) {
            try (CommandResult result = run(task("head -c {} /dev/zero"), "" + size)) {
                assertArrayEquals(new byte[size], bytes(result.stdout()));
            }
        }
    }

    @Test
    void runsManyAtOnce() throws Exception {
        CommandTask task = task("echo {#} {}; echo {} >&2");
        List<Started> all = new ArrayList<>();
        for (int i = 1; i <= 300; i++) {
            all.add(start(task, new CommandInput(i, "in " + i)));
        }
        for (int i = 1; i <= 300; i++) {
            CommandResult result = get(all.get(i - 1).result());
            assertEquals(i + " in " + i + "\n", result.stdout().text());
            assertEquals("in " + i + "\n", result.stderr().text());
        }
    }

    @Test
    void passesTheEnvironmentOn() throws Exception {
        CommandTask task =
                task("echo \"$GREETING|$PATH|\"{}").with(Map.of("GREETING", "grüß dich", "X", ""));
        try (CommandResult result = run(task, "")) {
            assertEquals("grüß dich|" + System.getenv("PATH") + "|\n", result.stdout().text());
        }
        task = task("env -u").with(Map.of("PATH", "/usr/bin:/bin"));
        try (CommandResult result = run(task, "HOME")) {
            List<String> variables = result.stdout().text().lines().toList();
            assertTrue(variables.contains("PATH=/usr/bin:/bin"), variables::toString);
            assertEquals(variables.stream().distinct().count(), variables.size());
        }
    }

    @Test
    void runsInTheFolder() throws Exception {
        try (CommandResult result = run(task("pwd; echo {}").in(folder), "é")) {
            assertEquals(folder.toRealPath() + "\né\n", result.stdout().text());
        }
        CommandFailed failed = failure(task("pwd").in(folder.resolve("missing")), "");
        assertTrue(
                String.valueOf(failed.getMessage()).contains("not a folder"), failed::getMessage);
    }

    @Test
    void leavesNoFileOpenButTheStandardOnes() throws Exception {
        try (CommandResult result = run(task("ls"), "/proc/self/fd")) {
            // The fourth is the folder that ls reads.
            assertEquals("0\n1\n2\n3\n", result.stdout().text());
        }
    }

    @Test
    void saysWhyACommandCannotBeRun() throws Exception {
        CommandFailed missing = failure(task("no-such-command-7 {}"), "x");
        assertEquals(127, missing.exit());
        assertTrue(
                String.valueOf(missing.getMessage())
                        .startsWith("command not found: no-such-command-7"));
        assertTrue(String.valueOf(missing.getMessage()).contains("PATH"));

        Path text = Files.writeString(folder.resolve("text"), "echo ran {}");
        assertEquals(126, failure(task(text + " {}"), "x").exit());
        assertEquals(126, failure(task(folder + " {}"), "x").exit());
        assertEquals(127, failure(task(folder + "/nothing {}"), "x").exit());

        Path script = Files.writeString(folder.resolve("script"), "#!/no/such/interpreter\n");
        assertTrue(script.toFile().setExecutable(true));
        CommandFailed failed = failure(task(script + " {}"), "x");
        assertEquals(126, failed.exit());
        assertTrue(String.valueOf(failed.getMessage()).contains("first line"), failed::getMessage);
    }

    @Test
    void saysWhyAnArgumentCannotBePassed() {
        CommandFailed tooLong = failure(task("echo {}"), "x".repeat(5_000_000));
        assertEquals(126, tooLong.exit());
        assertTrue(String.valueOf(tooLong.getMessage()).contains("too long"), tooLong::getMessage);
        CommandFailed nul = failure(task("echo {}"), "a\0b");
        assertTrue(String.valueOf(nul.getMessage()).contains("NUL"), nul::getMessage);
        CommandFailed half = failure(task("echo {}"), "a\ud800b");
        assertTrue(String.valueOf(half.getMessage()).contains("UTF-8"), half::getMessage);
    }

    @Test
    void runsAScriptWithoutAFirstLineAsAShellDoes() throws Exception {
        Path script = Files.writeString(folder.resolve("script"), "echo \"got $1\"\n");
        assertTrue(script.toFile().setExecutable(true));
        try (CommandResult result = run(task(script + " {}"), "a b")) {
            assertEquals("got a b\n", result.stdout().text());
        }
    }

    @Test
    void doesNotWaitForWhatACommandLeavesRunning() throws Exception {
        try (CommandResult result = run(task("sleep {} & echo $!"), "1000")) {
            long left = Long.parseLong(result.stdout().text().strip());
            ProcessHandle sleep = ProcessHandle.of(left).orElseThrow();
            assertTrue(sleep.isAlive(), "what was left running continues");
            sleep.destroyForcibly();
        }
    }

    @Test
    void doesNotReadForEverWhatIsLeftRunning() throws Exception {
        String line = "(while echo {}; do sleep 0.01; done) & echo $!";
        try (CommandResult result = run(task(line), "more")) {
            assertTrue(result.stdout().text().contains("more\n"));
        }
    }

    @Test
    void collectsWhatComesJustAfterTheEnd() throws Exception {
        assumeTrue(isPosix(), "the JDK closes a process's output with the process");
        // What runs in the background writes once it sees that the command itself has ended.
        String line = "p=$$; (while [ -e /proc/$p/cwd ]; do :; done; echo late) & echo {}";
        try (CommandResult result = run(task(line), "now")) {
            assertEquals("now\nlate\n", result.stdout().text());
        }
    }
}
