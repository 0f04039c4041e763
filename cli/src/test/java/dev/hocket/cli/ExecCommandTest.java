package dev.hocket.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code hocket exec} from its words to its status. */
class ExecCommandTest {
    @TempDir private Path folder;

    @Test
    void printsInTheOrderOfTheInputs() {
        InProcessHocket here =
                InProcessHocket.run("exec", "-k", "-j", "3", "echo", "{#}", ":::", "a", "b", "c");
        assertEquals(List.of("1", "2", "3"), here.lines());
        assertEquals(0, here.status());
        assertEquals("", here.err());
    }

    @Test
    void ownOptionsEndAtTheFirstWord() {
        InProcessHocket here =
                InProcessHocket.run("exec", "--dry-run", "gzip", "-k", "--tag", ":::", "a b");
        assertEquals(List.of("gzip -k --tag 'a b'"), here.lines());
    }

    @Test
    void withoutMarkTheFirstWordIsTheCommand() {
        InProcessHocket here = InProcessHocket.run("exec", "-k", "echo {} x", ":::", "a", "b  c");
        assertEquals(List.of("a x", "b  c x"), here.lines());
    }

    @Test
    void nothingInAWordIsExpanded() {
        InProcessHocket here =
                InProcessHocket.run("exec", "echo", "${HOME}", "@nofile", ":::", "${sys:user.dir}");
        assertEquals(List.of("${HOME} @nofile ${sys:user.dir}"), here.lines());
    }

    @Test
    void theStatusIsTheNumberOfFailures() {
        InProcessHocket here =
                InProcessHocket.run("exec", "sh", "-c", "exit $1", "sh", ":::", "0", "3", "4");
        assertEquals(2, here.status());
        assertTrue(here.err().contains("hocket: '3' failed: exit 3\n"), here::err);
        assertTrue(here.err().contains("hocket: 1 done, 2 failed in "), here::err);
    }

    @Test
    void moreThanAHundredFailuresAre101() throws IOException {
        Path inputs = inputs(IntStream.range(0, 120).mapToObj(Integer::toString).toList());
        InProcessHocket here = InProcessHocket.run("exec", "-a", inputs.toString(), "false");
        assertEquals(101, here.status());
    }

    @Test
    void aFailedCommandsOutputsAreKeptToTheirStreams() {
        InProcessHocket here =
                InProcessHocket.run("exec", "echo out; echo err >&2; exit 7; echo {}", ":::", "a");
        assertEquals("out\n", here.out());
        assertTrue(here.err().startsWith("err\nhocket: 'a' failed: exit 7\n"), here::err);
        assertEquals(1, here.status());
    }

    @Test
    void tagsEveryLineOfBothStreams() {
        InProcessHocket here =
                InProcessHocket.run(
                        "exec",
                        "--tag",
                        "-k",
                        "echo 1; echo 2; printf 3 >&2; : {}",
                        ":::",
                        "a",
                        "b");
        assertEquals(List.of("a\t1", "a\t2", "b\t1", "b\t2"), here.lines());
        assertEquals("a\t3\nb\t3\n", here.err());
    }

    @Test
    void lineBufferedOutputIsPrintedOnce() {
        InProcessHocket here =
                InProcessHocket.run(
                        "exec", "--line-buffer", "--tag", "echo 1; echo 2; : {}", ":::", "a", "b");
        assertEquals(List.of("a\t1", "a\t2", "b\t1", "b\t2"), here.sorted());
    }

    @Test
    void jsonHoldsEachOutcome() {
        InProcessHocket here =
                InProcessHocket.run("exec", "--json", "-k", "echo {}; exit {#}", ":::", "é");
        String line = here.out();
        assertTrue(line.startsWith("{\"seq\": 0, \"key\": \"é\", \"outcome\": \"threw\""), line);
        assertTrue(line.contains("\"exit\": 1"), line);
        assertEquals(1, here.status());
    }

    @Test
    void inputsAreSeparatedByNulOnRequest() throws IOException {
        Path inputs = folder.resolve("inputs");
        Files.writeString(inputs, "a\nb\0c\0");
        InProcessHocket here =
                InProcessHocket.run(
                        "exec", "-k", "-0", "-a", inputs.toString(), "printf '<%s>' {}");
        assertEquals("<a\nb><c>", here.out());
    }

    @Test
    void inputsThatAreNotUtf8ReachTheCommandAsTheyAre() throws IOException {
        Path inputs = folder.resolve("inputs");
        Files.write(inputs, "a\n\u00e9\nb\n".getBytes(StandardCharsets.ISO_8859_1));
        Path sizes = folder.resolve("sizes");
        InProcessHocket here =
                InProcessHocket.run(
                        "exec",
                        "-j1",
                        "-a",
                        inputs.toString(),
                        "printf %s {} | od -An -tx1 >> " + sizes);
        assertEquals(0, here.status(), here::err);
        assertEquals(List.of(" 61", " e9", " 62"), Files.readAllLines(sizes));
    }

    @Test
    void haltsAtAFailure() throws IOException {
        Path inputs = inputs(IntStream.range(0, 500).mapToObj(Integer::toString).toList());
        InProcessHocket here =
                InProcessHocket.run(
                        "exec",
                        "-j",
                        "1",
                        "--halt",
                        "soon,fail=1",
                        "-a",
                        inputs.toString(),
                        "false");
        assertEquals(1, here.status());
        assertTrue(here.err().contains("hocket: halted: 0 done, 1 failed"), here::err);
        assertTrue(here.err().contains("to be able to resume, use --joblog FILE"), here::err);
    }

    @Test
    void retriesAsOftenAsAsked() {
        Path count = folder.resolve("count");
        String command = "echo x >> " + count + "; test $(wc -l < " + count + ") -ge 3; : {}";
        String again = command.replace("; : {}", " && : {}");
        InProcessHocket here =
                InProcessHocket.run(
                        "exec", "--retries", "3", "--backoff", "1ms", again, ":::", "a");
        assertEquals(0, here.status(), here::err);
    }

    @Test
    void wordsAfterAQuotedCommandAreRefusedWithWhereInputsGo() {
        InProcessHocket here = InProcessHocket.run("exec", "-k", "echo {}", "-a", "x");
        assertEquals(255, here.status());
        assertTrue(here.err().contains("inputs go after ':::'"), here::err);
        assertTrue(here.err().contains("options of hocket before the command"), here::err);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{0}", "{##}", "{2..}", "{+1}", "{..}", "{/..}", "{+/}", "{=s/a/b/=}"})
    void aPlaceholderOfGnuParallelIsRefused(String placeholder) {
        for (String[] words :
                List.of(
                        new String[] {"exec", "echo", "x" + placeholder, ":::", "a"},
                        new String[] {"exec", "echo x" + placeholder + " | cat", ":::", "a"})) {
            InProcessHocket here = InProcessHocket.run(words);
            assertEquals(255, here.status());
            assertEquals("", here.out());
            assertTrue(here.err().contains("the command contains " + placeholder), here::err);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"${1}", "b\\{2\\}", "{1..3}", "{a,b}", "{print $1}", "{2,3}"})
    void whatOnlyLooksLikeAPlaceholderReachesTheProgram(String word) {
        InProcessHocket here = InProcessHocket.run("exec", "printf", "%s", word, "{}", ":::", "z");
        assertEquals(0, here.status(), here::err);
        assertEquals(word + "z", here.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-L", "-s", "-i", "-r", "--pipe", "--plus", "-S"})
    void anOptionOfAPeerIsRefusedWithWhatToUse(String option) {
        InProcessHocket here = InProcessHocket.run("exec", option, "echo", ":::", "a");
        assertEquals(255, here.status());
        assertEquals("", here.out());
        assertTrue(
                here.err().matches("(?s)hocket: there is no option '[^']+': [a-z].*"), here::err);
    }

    @Test
    void aProgramThatIsNotThereIsSaidOnce() {
        for (String command : List.of("no-such-program", "no-such-program {} | cat", "./no-such")) {
            InProcessHocket here = InProcessHocket.run("exec", command, ":::", "a", "b", "c");
            assertEquals(255, here.status(), here::err);
            assertEquals(1, here.err().lines().count(), here::err);
        }
    }

    @Test
    void whatACommandHadWrittenBeforeItsTimeOutIsPrinted() {
        for (String form : List.of("--tag", "--json")) {
            InProcessHocket here =
                    InProcessHocket.run(
                            "exec",
                            form,
                            "--timeout",
                            "300ms",
                            "echo begun; echo said >&2; exec sleep {}",
                            ":::",
                            "60");
            assertEquals(1, here.status());
            assertTrue(here.out().contains("begun"), here::out);
            assertTrue((here.out() + here.err()).contains("said"), here::err);
        }
    }

    @Test
    void noInputsAreNoWork() {
        InProcessHocket here = InProcessHocket.run("exec", "echo", ":::");
        assertEquals(0, here.status());
        assertEquals("", here.out() + here.err());
    }

    @Test
    void anotherRunGoesOnFromTheJobLog() throws IOException {
        String log = folder.resolve("log").toString();
        String results = folder.resolve("results").toString();
        String[] words = {
            "exec",
            "-k",
            "--joblog",
            log,
            "--results",
            results,
            "--resume",
            "echo {#}{}",
            ":::",
            "a",
            "b"
        };
        assertEquals(List.of("1a", "2b"), InProcessHocket.run(words).lines());
        InProcessHocket again = InProcessHocket.run(words);
        assertEquals(List.of("1a", "2b"), again.lines());
        assertTrue(again.err().contains("2 stored outputs are delivered again"), again::err);
        assertEquals(3, Files.readAllLines(Path.of(log)).size());
    }

    @Test
    void aJobLogOfOtherInputsIsRefused() {
        String log = folder.resolve("log").toString();
        assertEquals(
                0, InProcessHocket.run("exec", "--joblog", log, "true", ":::", "a", "b").status());
        InProcessHocket here =
                InProcessHocket.run("exec", "--joblog", log, "--resume", "true", ":::", "a", "x");
        assertEquals(255, here.status());
        assertTrue(here.err().contains("belongs to other inputs"), here::err);
        InProcessHocket other =
                InProcessHocket.run("exec", "--joblog", log, "--resume", "false", ":::", "a", "b");
        assertEquals(255, other.status());
        assertTrue(other.err().contains("true"), other::err);
    }

    @Test
    void anExistingJobLogIsNeverOverwritten() {
        String log = folder.resolve("log").toString();
        assertEquals(0, InProcessHocket.run("exec", "--joblog", log, "true", ":::", "a").status());
        InProcessHocket here = InProcessHocket.run("exec", "--joblog", log, "true", ":::", "a");
        assertEquals(255, here.status());
        assertTrue(here.err().contains("add --resume"), here::err);
    }

    @Test
    void failedInputsRunAgainOnRequest() {
        String log = folder.resolve("log").toString();
        Path flag = folder.resolve("flag");
        String command = "test {} = ok || test -e " + flag;
        assertEquals(
                1,
                InProcessHocket.run("exec", "--joblog", log, command, ":::", "ok", "late")
                        .status());
        InProcessHocket resumed =
                InProcessHocket.run(
                        "exec", "--joblog", log, "--resume", command, ":::", "ok", "late");
        assertEquals(1, resumed.status());
        assertTrue(resumed.err().contains("1 input of the earlier run failed"), resumed::err);
        assertEquals(0, InProcessHocket.run("exec", "touch {}", ":::", flag.toString()).status());
        InProcessHocket again =
                InProcessHocket.run(
                        "exec", "--joblog", log, "--resume-failed", command, ":::", "ok", "late");
        assertEquals(0, again.status());
        assertTrue(again.err().contains("1 that failed runs again"), again::err);
    }

    private Path inputs(List<String> lines) throws IOException {
        return Files.write(folder.resolve("inputs"), lines);
    }
}
