package dev.hocket.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.cli.terminal.Screen;
import dev.hocket.cli.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A standard output that takes nothing: whichever thread meets that first, the run is no success,
 * and each command ends with the same status and word.
 */
class LostOutputTest {
    private static final Terminal PIPE = new Terminal(false, false, false, false, true);

    @TempDir private Path folder;

    private static final class Lost extends OutputStream {
        private final String why;

        Lost(String why) {
            this.why = why;
        }

        @Override
        public void write(int b) throws IOException {
            throw new IOException(why);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            throw new IOException(why);
        }
    }

    private record Ended(int status, String err) {}

    private static Ended run(String why, Terminal terminal, String... words) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = Dispatcher.run(words, new Screen(new Lost(why), err, terminal));
        return new Ended(status, err.toString(StandardCharsets.UTF_8));
    }

    /** The second command waits until it is killed, so nobody but the flushing thread writes. */
    @ParameterizedTest
    @ValueSource(
            strings = {"sequential", "threads:2", "virtual:2", "forkjoin:2", "csp:2", "reactive:2"})
    void theThreadThatFlushesMeetsItFirst(String engine) {
        String command = "case {} in quick) echo quick;; *) exec sleep 600;; esac";
        Ended ended =
                run("Broken pipe", PIPE, "exec", "-e", engine, command, ":::", "quick", "slow");
        assertEquals(141, ended.status(), ended::err);
        assertEquals("", ended.err());
    }

    @Test
    void theThreadThatPrintsMeetsItFirst() {
        Ended ended = run("Broken pipe", PIPE, "exec", "head -c 1000000 /dev/zero", ":::", "a");
        assertEquals(141, ended.status(), ended::err);
        assertEquals("", ended.err());
    }

    @Test
    void aFullDiskIsTold() {
        String command = "case {} in quick) echo quick;; *) exec sleep 600;; esac";
        Ended ended =
                run("No space left on device", Terminal.NONE, "exec", command, ":::", "quick", "b");
        assertEquals(255, ended.status(), ended::err);
        assertEquals(
                "hocket: results cannot be written to standard output: No space left on device\n",
                ended.err());
    }

    static List<List<String>> commands() {
        return List.of(
                List.of("help"),
                List.of("help", "exec"),
                List.of("exec", "--help"),
                List.of("--version"),
                List.of("engines"),
                List.of("engines", "--json"),
                List.of("completion", "bash"),
                List.of("factor", "12"),
                List.of("factor", "--dry-run", "12"),
                List.of("reduce", "sum", "FOLDER/numbers"),
                List.of("reduce", "--dry-run", "sum", "FOLDER/numbers"),
                List.of("choose", "--budget", "100ms", "--engines", "threads:1", "factor", "12"));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandEndsAlike(List<String> given) throws IOException {
        Files.writeString(folder.resolve("numbers"), "1\n2\n");
        String[] words =
                given.stream()
                        .map(word -> word.replace("FOLDER", folder.toString()))
                        .toArray(String[]::new);
        Ended closed = run("Broken pipe", PIPE, words);
        assertEquals(141, closed.status(), closed::err);
        assertEquals("", closed.err());
        Ended full = run("No space left on device", Terminal.NONE, words);
        assertEquals(255, full.status(), full::err);
        assertTrue(
                full.err()
                        .endsWith(
                                "hocket: results cannot be written to standard output: No space"
                                        + " left on device\n"),
                full::err);
    }
}
