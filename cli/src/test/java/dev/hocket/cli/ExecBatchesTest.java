package dev.hocket.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that get several inputs: each input has its outcome, and the output comes once. */
class ExecBatchesTest {
    /** Prints its words, and fails if one of them is bad. */
    private static final String PICKY =
            "echo {}; for w in {}; do case $w in bad*) exit 3;; esac; done";

    @TempDir private Path folder;

    private static InProcessHocket exec(String line, String... more) {
        return InProcessHocket.run(
                Stream.concat(Arrays.stream(("exec " + line).split(" ")), Arrays.stream(more))
                        .toArray(String[]::new));
    }

    /** As GNU parallel has it. */
    @ParameterizedTest
    @CsvSource({
        "-n 2 echo ::: a b c, a b|c",
        "-n 2 echo {1}-{2} ::: a b c, a-b|c-",
        "-N 2 echo {2} {1} ::: a b c d, b a|d c",
        "-N 3 echo {1}{3} ::: a b c d, ac|d",
        "--max-args 2 echo x{}y ::: a b c, xa by|xcy",
        "-n 1 echo ::: a b, a|b",
        "-m echo ::: a b c d, a b|c d",
        "-X echo ::: a b c d, a b|c d",
        "--xargs echo ::: a b c d, a b c d",
        "-n 4 echo {} ::: a b ::: 1 2, a 1 a 2 b 1 b 2",
    })
    void inputsOfACommandStandTogether(String line, String expected) {
        InProcessHocket here = exec("-k -j 2 " + line);
        assertEquals(0, here.status(), here::err);
        assertEquals(expected.replace('|', '\n') + "\n", here.out());
    }

    @Test
    void eachInputHasItsOutcome() throws IOException {
        Path log = folder.resolve("log");
        InProcessHocket here =
                exec("-k -n 2 --joblog " + log, PICKY, ":::", "a", "b", "bad", "c", "d");
        assertEquals(2, here.status(), here::err);
        assertEquals("a b\nbad c\nd\n", here.out());
        assertEquals(List.of("done a", "done b", "threw bad", "threw c", "done d"), ends(log));
        InProcessHocket again =
                exec(
                        "-k -n 2 --resume-failed --joblog " + log,
                        PICKY,
                        ":::",
                        "a",
                        "b",
                        "bad",
                        "c",
                        "d");
        assertEquals(2, again.status(), again::err);
        assertEquals("bad c\n", again.out());
    }

    @Test
    void theInputsOfAFailedCommandRunAlone() throws IOException {
        Path log = folder.resolve("log");
        InProcessHocket here =
                exec("-k -n 3 --split-failed --joblog " + log, PICKY, ":::", "a", "bad", "b", "c");
        assertEquals(1, here.status(), here::err);
        assertEquals("a\nbad\nb\nc\n", here.out());
        assertEquals(List.of("done a", "threw bad", "done b", "done c"), ends(log));
        assertTrue(here.err().contains("'bad' failed: exit 3"), here::err);
    }

    private static List<String> ends(Path log) throws IOException {
        List<String> ends = new ArrayList<>();
        List<String> lines = Files.readAllLines(log);
        for (String line : lines.subList(1, lines.size())) {
            int seq = Integer.parseInt(line.replaceAll(".*\"seq\":(\\d+).*", "$1"));
            ends.add(
                    seq
                            + line.replaceAll(
                                    ".*\"key\":\"([^\"]*)\".*\"outcome\":\"([^\"]*)\".*",
                                    " $2 $1"));
        }
        return ends.stream().sorted().map(each -> each.substring(2)).toList();
    }

    /** What a system takes in a command line is not exceeded, whatever the words are. */
    @Test
    void aCommandLineDoesNotBecomeTooLong() throws IOException {
        Path list = folder.resolve("list");
        List<String> inputs =
                IntStream.range(0, 5_000).mapToObj(i -> "w".repeat(i % 300) + i).toList();
        Files.write(list, inputs);
        InProcessHocket here = exec("-k --xargs -a " + list + " echo {} {}");
        assertEquals(0, here.status(), here::err);
        List<String> lines = here.out().lines().toList();
        assertTrue(lines.size() > 10 && lines.size() < 50, lines.size() + " commands");
        assertTrue(lines.stream().allMatch(line -> line.length() < 128 << 10));
        assertEquals(
                inputs,
                lines.stream().flatMap(line -> Arrays.stream(line.split(" "))).distinct().toList());
    }

    @Test
    void aDryRunShowsTheCommands() {
        InProcessHocket here = exec("-n 2 --dry-run echo ::: a b c");
        assertEquals("echo a b\necho c\n", here.out());
    }

    @Test
    void anotherNumberIsAnotherJob() {
        Path log = folder.resolve("log");
        assertEquals(0, exec("-n 2 --joblog " + log + " echo ::: a b c").status());
        InProcessHocket other = exec("-n 3 --resume --joblog " + log + " echo ::: a b c");
        assertEquals(255, other.status(), other::err);
    }

    @Test
    void jsonHasTheOutputWithTheFirst() {
        InProcessHocket here = exec("-n 2 -k --json echo ::: a b");
        List<String> lines = here.out().lines().toList();
        assertEquals(2, lines.size(), here::out);
        assertTrue(lines.get(0).contains("\"stdout\": \"a b\\u000a\""), here::out);
        assertTrue(lines.get(1).contains("\"stdout\": \"\""), here::out);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-n 2 -m echo ::: a",
                "-n 0 echo ::: a",
                "-N x echo ::: a",
                "--split-failed echo ::: a",
                "-X echo a-{} ::: a",
                "-m --dry-run echo ::: a",
                "-n 2 echo {3} ::: a b",
                "-n 2 ::: true"
            })
    void whatMakesNoSenseIsRefused(String line) {
        InProcessHocket here = exec(line);
        assertEquals(255, here.status(), here::out);
        assertEquals("", here.out());
        assertTrue(here.err().startsWith("hocket: "), here::err);
    }
}
