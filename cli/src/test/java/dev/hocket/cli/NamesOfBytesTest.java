package dev.hocket.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.cli.terminal.Screen;
import dev.hocket.cli.terminal.Terminal;
import dev.hocket.jobs.exec.ExactText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A name that is not UTF-8, through every door of every command: the very bytes come out at the
 * other side, or it is refused and shown with its bytes. Never does it become another name.
 */
class NamesOfBytesTest {
    private static final byte[] BYTES = {'n', (byte) 0xff};
    private static final String NAME = ExactText.of(BYTES, 0, BYTES.length);
    private static final String SHOWN = "n\\xff";

    @TempDir private Path folder;

    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final InputStream in = System.in;

    /**
     * How a command line ended.
     *
     * @param latin its output, with a character for each byte
     */
    private record Ended(int status, String latin, String err) {}

    /** Files whose names are what the name becomes when it is decoded and written again. */
    @BeforeEach
    void makeLookAlikes() throws IOException {
        for (String name : List.of("n?", "n\uFFFD", "n\u00ff", "n")) {
            Files.writeString(folder.resolve(name), "another");
        }
        Files.writeString(folder.resolve("numbers"), "1\n2\n");
        Files.write(folder.resolve("list"), new byte[] {'n', (byte) 0xff, '\n'});
        Files.writeString(folder.resolve("Text.java"), "String run(String text) { return text; }");
        Files.writeString(
                folder.resolve("Place.java"),
                "String run(java.nio.file.Path file) { return file.toString(); }");
    }

    /** {@code hocket run} gives tasks other streams than the tests have. */
    @AfterEach
    void restoreStreams() {
        System.setOut(out);
        System.setErr(err);
        System.setIn(in);
    }

    private Ended run(String... words) {
        ByteArrayOutputStream toOut = new ByteArrayOutputStream();
        ByteArrayOutputStream toErr = new ByteArrayOutputStream();
        String[] exact =
                Arrays.stream(words)
                        .map(word -> word.replace("NAME", NAME))
                        .map(word -> word.replace("DIR", folder.toString()))
                        .toArray(String[]::new);
        int status = Dispatcher.run(exact, new Screen(toOut, toErr, Terminal.NONE));
        return new Ended(
                status,
                toOut.toString(StandardCharsets.ISO_8859_1),
                toErr.toString(StandardCharsets.UTF_8));
    }

    private static Stream<List<String>> lines(String... lines) {
        return Stream.of(lines).map(line -> Arrays.asList(line.split(" ")));
    }

    static Stream<List<String>> passing() {
        return lines(
                "exec echo ::: NAME",
                "exec --tag echo x ::: NAME",
                "exec --line-buffer --tag echo x ::: NAME",
                "exec --dry-run echo ::: NAME",
                "exec echo NAME{#} ::: a",
                "exec echo {/} ::: some/NAME",
                "exec -a DIR/list echo",
                "exec -e processes:1 echo ::: NAME",
                "exec -e virtual:1 echo ::: NAME",
                "exec -e forkjoin:1 echo ::: NAME",
                "exec --joblog DIR/log --results DIR/results echo ::: NAME",
                "run DIR/Text.java ::: NAME",
                "run --tag DIR/Text.java ::: NAME",
                "run -a DIR/list DIR/Text.java",
                "run -e processes:1 DIR/Text.java ::: NAME",
                "run --dry-run DIR/Text.java ::: NAME");
    }

    @ParameterizedTest
    @MethodSource("passing")
    void theVeryBytesComeOut(List<String> words) {
        Ended ended = run(words.toArray(String[]::new));
        assertEquals(0, ended.status(), ended::err);
        assertTrue(ended.latin().contains("n\u00ff"), ended::latin);
        assertFalse(ended.latin().contains("\u00ef\u00bf\u00bd"), ended::latin);
    }

    static Stream<List<String>> refused() {
        return lines(
                "NAME",
                "--NAME",
                "help NAME",
                "engines NAME",
                "completion NAME",
                "exec --NAME echo ::: a",
                "exec --timeout NAME echo ::: a",
                "exec -e NAME echo ::: a",
                "exec -a DIR/NAME echo",
                "exec --joblog DIR/NAME echo ::: a",
                "exec --joblog DIR/log --results DIR/NAME echo ::: a",
                "exec NAME ::: a",
                "exec cat ::: DIR/NAME",
                "exec false ::: NAME",
                "run DIR/NAME.java ::: a",
                "run NAME ::: a",
                "run --task NAME DIR/Text.java ::: a",
                "run --class-path NAME Some ::: a",
                "run DIR/Place.java ::: NAME",
                "run --joblog DIR/NAME DIR/Text.java ::: a",
                "fetch http://127.0.0.1:1/NAME",
                "fetch -o DIR/NAME http://127.0.0.1:1/a",
                "fetch -a DIR/NAME",
                "fetch --checksum NAME http://127.0.0.1:1/a",
                "fetch --base NAME -a DIR/numbers",
                "fetch --header NAME http://127.0.0.1:1/a",
                "crawl http://127.0.0.1:1/NAME",
                "crawl -a DIR/NAME",
                "crawl --broken DIR/NAME http://127.0.0.1:1/a",
                "crawl --sqlite DIR/NAME http://127.0.0.1:1/a",
                "crawl --warc DIR/NAME.warc http://127.0.0.1:1/a",
                "crawl --cache DIR/NAME http://127.0.0.1:1/a",
                "images -o DIR/small DIR/NAME",
                "images -o DIR/NAME DIR",
                "images -o DIR/small -a DIR/list",
                "images -o DIR/small -a DIR/NAME",
                "factor NAME",
                "factor -a DIR/list",
                "reduce sum DIR/NAME",
                "reduce NAME DIR/numbers",
                "reduce --column NAME sum DIR/numbers",
                "choose NAME",
                "choose factor -a DIR/NAME",
                "choose --engines NAME factor 12",
                "check DIR/NAME.java",
                "check NAME",
                "check --save DIR/NAME DIR/Text.java",
                "check --report DIR/NAME DIR/Text.java",
                "check --replay DIR/NAME DIR/Text.java",
                "host DIR/NAME",
                "host --port NAME DIR",
                "demo -o DIR/NAME");
    }

    @ParameterizedTest
    @MethodSource("refused")
    void itIsRefusedAndShown(List<String> words) throws IOException {
        Ended ended = run(words.toArray(String[]::new));
        assertNotEquals(0, ended.status(), ended::latin);
        assertTrue(
                Stream.of(SHOWN, "n\\udcff", "n%FF").anyMatch(ended.err()::contains), ended::err);
        assertFalse(ended.err().contains("\uFFFD"), ended::err);
        assertFalse(ended.err().contains("n?"), ended::err);
        assertFalse(ended.err().contains("fault of hocket"), ended::err);
        for (String name : List.of("n?", "n\uFFFD", "n\u00ff", "n")) {
            assertEquals("another", Files.readString(folder.resolve(name)));
        }
    }

    @Test
    void jsonHasTheBytesInAFormOfItsOwn() {
        Ended ended = run("exec", "--json", "printf", "%s", ":::", "NAME");
        assertTrue(ended.latin().contains("\"key\": \"n\\udcff\""), ended::latin);
        assertTrue(ended.latin().contains("\"stdoutBase64\": \"bv8=\""), ended::latin);
        Ended task = run("run", "--json", "DIR/Text.java", ":::", "NAME");
        assertTrue(task.latin().contains("\"output\": \"n\\udcff\""), task::latin);
    }

    @Test
    void aJobLogTellsOneNameFromAnother() {
        String[] words = {
            "exec",
            "--joblog",
            "DIR/log",
            "--results",
            "DIR/results",
            "--resume",
            "printf",
            "%s",
            ":::",
            "NAME"
        };
        assertEquals("n\u00ff", run(words).latin());
        Ended again = run(words);
        assertEquals("n\u00ff", again.latin());
        assertTrue(again.err().contains("1 stored output"), again::err);
        words[words.length - 1] = ExactText.of(new byte[] {'n', (byte) 0xfe}, 0, 2);
        Ended other = run(words);
        assertEquals(255, other.status(), other::err);
        assertTrue(other.err().contains(SHOWN), other::err);
    }

    @Test
    void aCommandActsOnTheFileOfThatNameAlone() throws IOException {
        Ended made = run("exec", "touch", ":::", "DIR/NAME");
        assertEquals(0, made.status(), made::err);
        Ended gone = run("exec", "rm", ":::", "DIR/NAME");
        assertEquals(0, gone.status(), gone::err);
        for (String name : List.of("n?", "n\uFFFD", "n\u00ff", "n")) {
            assertEquals("another", Files.readString(folder.resolve(name)));
        }
    }

    /** A file may be called anything: its name is shown, and nothing of it done. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "exec false ::: a\u001b[2Jb",
                "exec -a DIR/a\u001b[2Jb echo",
                "run DIR/a\u001b[2Jb.java ::: x",
                "fetch -o DIR/numbers/a\u001b[2Jb http://127.0.0.1:1/x",
                "images -o DIR/small DIR/a\u001b[2Jb",
                "factor a\u001b[2Jb",
                "reduce sum DIR/a\u001b[2Jb",
                "check DIR/a\u001b[2Jb.java",
                "host DIR/a\u001b[2Jb",
                "a\u001b[2Jb"
            })
    void controlCharactersOfNamesReachNoTerminal(String line) {
        Ended ended = run(line.split(" "));
        assertNotEquals(0, ended.status());
        assertTrue(
                Stream.of("a\\x1b[2Jb", "a\\u001b[2Jb").anyMatch(ended.err()::contains),
                ended::err);
        assertFalse(ended.err().contains("\u001b"), ended::err);
    }
}
