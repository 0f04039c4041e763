package dev.hocket.cli;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.text.Quantities;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code hocket reduce} from its words to its status. */
class ReduceCommandTest {
    @TempDir private Path folder;

    private String file(String text) throws IOException {
        return Files.writeString(folder.resolve("data.csv"), text).toString();
    }

    @Test
    void oneOperationIsAloneAndSeveralHaveNames() throws Exception {
        String file = file("a,b\n1,2\n3,5.5\n");
        InProcessHocket here = InProcessHocket.run("reduce", "sum", file, "--column", "b");
        assertEquals("7.5\n", here.out());
        assertEquals("", here.err());
        assertEquals(0, here.status());
        here = InProcessHocket.run("reduce", "count,mean,max", file, "--column", "b", "-j", "3");
        assertEquals(List.of("count\t2", "mean\t3.75", "max\t5.5"), here.lines());
    }

    @Test
    void jsonIsOneObject() throws Exception {
        String file = file("v\n1\n\n2\n");
        InProcessHocket here =
                InProcessHocket.run("reduce", "sum,mean", file, "--json", "--skip", "blank,text");
        assertEquals(
                "{\"sum\": 3, \"mean\": 1.5, \"skipped\": {\"blank\": 1, \"text\": 0, \"nan\":"
                        + " 0}}\n",
                here.out());
        assertEquals("hocket: 1 field skipped: blank\n", here.err());
    }

    @Test
    void standardInputIsReadAsItComes() throws Exception {
        LaunchedHocket.Ended ended = LaunchedHocket.run(folder, "1\n2\n3", "reduce", "sum,max");
        assertEquals("sum\t6\nmax\t3\n", ended.out());
        assertEquals("", ended.err());
    }

    @Test
    void anEndlessPipeThatIsInterruptedGivesWhatWasReadSoFar() throws Exception {
        pipe();
        Process yes =
                new ProcessBuilder("sh", "-c", "exec yes 12 > pipe")
                        .directory(folder.toFile())
                        .start();
        try (LaunchedHocket child =
                LaunchedHocket.start(
                        folder, "reduce", "sum,count", "pipe", "-j", "2", "--progress", "plain")) {
            child.awaitErr(" done");
            child.signal("INT");
            LaunchedHocket.Ended ended = child.end();
            Map<String, Long> values = new TreeMap<>();
            for (String line : ended.lines()) {
                String[] parts = line.split("\t", -1);
                values.put(parts[0], Long.parseLong(parts[1]));
            }
            long count = values.getOrDefault("count", 0L);
            assertTrue(count > 0, ended::err);
            assertEquals(12 * count, values.get("sum"));
            assertTrue(
                    ended.err()
                            .contains(
                                    "the result is that of the first "
                                            + Quantities.count(count, "value")
                                            + " of pipe"),
                    ended::err);
            assertEquals(130, ended.status());
        } finally {
            yes.destroyForcibly();
        }
    }

    @Test
    void aPipeThatPausesWhenInterruptedLosesNoWholeLine() throws Exception {
        pipe();
        Process slow =
                new ProcessBuilder("sh", "-c", "exec 3> pipe; printf '1\\n2\\n3' >&3; exec cat >&3")
                        .directory(folder.toFile())
                        .start();
        try (LaunchedHocket child =
                LaunchedHocket.start(
                        folder, "reduce", "sum", "pipe", "--json", "--progress", "plain")) {
            child.awaitErr(" done");
            child.signal("INT");
            LaunchedHocket.Ended ended = child.end();
            assertEquals(
                    "{\"sum\": 3, \"skipped\": {\"blank\": 0, \"text\": 0, \"nan\": 0},"
                            + " \"interrupted\": true}\n",
                    ended.out(),
                    ended::err);
            assertEquals(130, ended.status());
            assertFalse(ended.err().contains("ignored its interruption"), ended::err);
        } finally {
            slow.destroyForcibly();
        }
    }

    private Path pipe() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        return pipe;
    }

    @Test
    void everyEngineGivesTheSameBits() throws Exception {
        StringBuilder text = new StringBuilder("note,value\n");
        Random random = new Random(17);
        for (int i = 0; i < 40_000; i++) {
            text.append(i % 9 == 0 ? "\"a\n, b\"," : "c,")
                    .append(random.nextGaussian())
                    .append('\n');
        }
        String file = file(text.toString());
        List<String> words =
                List.of(
                        "reduce",
                        "sum,mean,variance,median,q99,distinct,min,max",
                        "--compensated",
                        "--column",
                        "value");
        String expected = reduce(words, file, "sequential").out();
        assertEquals(8, expected.lines().count(), expected);
        for (String engine : List.of("threads", "threads:3", "virtual:2", "forkjoin:2", "auto")) {
            assertEquals(expected, reduce(words, file, engine).out(), engine);
        }
        for (String input : List.of("", text.toString())) {
            List<String> all = new ArrayList<>(words);
            all.add(input.isEmpty() ? "data.csv" : "-");
            all.addAll(List.of("-e", "processes:2"));
            LaunchedHocket.Ended ended =
                    LaunchedHocket.run(folder, input, all.toArray(String[]::new));
            assertEquals(expected, ended.out(), ended::err);
            assertEquals(0, ended.status());
        }
    }

    /** Binary numbers and packed texts, in this process and in others. */
    @Test
    void everyKindOfFileIsReadInOtherProcesses() throws Exception {
        StringBuilder text = new StringBuilder("note,value\r");
        ByteBuffer raw = ByteBuffer.allocate(8 * 50_000).order(ByteOrder.LITTLE_ENDIAN);
        Random random = new Random(23);
        for (int i = 0; i < 50_000; i++) {
            double value = random.nextInt(1000);
            text.append(i % 7 == 0 ? "\"a\r, b\"," : "c,").append(value).append('\r');
            raw.putDouble(value);
        }
        Files.write(folder.resolve("utf16.csv"), ("\uFEFF" + text).getBytes(UTF_16LE));
        try (OutputStream out =
                new GZIPOutputStream(Files.newOutputStream(folder.resolve("data.csv.gz")))) {
            out.write(text.toString().getBytes(UTF_8));
        }
        String expected =
                reduce(List.of("reduce", "sum,max"), file("data.f64", raw), "threads").out();
        for (String name : List.of("data.f64", "utf16.csv", "data.csv.gz")) {
            for (String engine : List.of("sequential", "processes:2", "csp:2", "reactive:2")) {
                List<String> all =
                        new ArrayList<>(List.of("reduce", "sum,max", name, "-e", engine));
                all.addAll(name.equals("data.f64") ? List.of() : List.of("--column", "value"));
                LaunchedHocket.Ended ended =
                        LaunchedHocket.run(folder, "", all.toArray(String[]::new));
                assertEquals(expected, ended.out(), ended::err);
                assertEquals("", ended.err());
            }
        }
    }

    private String file(String name, ByteBuffer bytes) throws IOException {
        byte[] content = new byte[bytes.flip().remaining()];
        bytes.get(content);
        return Files.write(folder.resolve(name), content).toString();
    }

    @Test
    void whatIsNotATableIsRefusedAndNotPrinted() throws Exception {
        byte[] bytes = new byte[5_000];
        new Random(1).nextBytes(bytes);
        Path file = Files.write(folder.resolve("data"), bytes);
        InProcessHocket here = InProcessHocket.run("reduce", "sum", file.toString());
        assertEquals(255, here.status());
        assertEquals(
                "hocket: "
                        + file
                        + " is binary, and a table in text was expected; if it has raw doubles, say"
                        + " so with the format f64 or f64be\n",
                here.err());
        here = InProcessHocket.run("reduce", "sum", file("1\n\"2\n3\n"));
        assertEquals(1, here.status());
        assertTrue(here.err().contains("line 2: an unclosed quote"), here::err);
        here =
                InProcessHocket.run(
                        "reduce", "sum", file("1000000\n\u001b[2J\u0007\n1000000000000\n"));
        assertEquals(1, here.status());
        assertTrue(here.err().contains("'\\x1b[2J\\x07' is not a number"), here::err);
    }

    private static InProcessHocket reduce(List<String> words, String file, String engine) {
        List<String> all = new ArrayList<>(words);
        all.addAll(List.of(file, "-e", engine));
        return InProcessHocket.run(all.toArray(String[]::new));
    }

    @Test
    void aBadLineIsNamedAndNothingPrinted() throws Exception {
        String file = file("v\n1\nabc\n");
        InProcessHocket here = InProcessHocket.run("reduce", "sum", file);
        assertEquals(1, here.status());
        assertEquals("", here.out());
        assertEquals(
                "hocket: "
                        + file
                        + ", line 3: 'abc' is not a number; correct it, or skip such values (skip"
                        + " text)\n",
                here.err());
    }

    @Test
    void tooFewValuesAreNamed() throws Exception {
        String file = file("v\n");
        InProcessHocket here = InProcessHocket.run("reduce", "mean", file);
        assertEquals(1, here.status());
        assertEquals(
                "hocket: " + file + ": mean needs at least 1 value, and the column has 0\n",
                here.err());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "reduce | the aggregates and the file are missing",
                "reduce sums data.csv | there is no operation 'sums'",
                "reduce sum /nope | there is no file '/nope'",
                "reduce sum / | is a folder",
                "reduce sum a.csv b.csv | unexpected argument 'b.csv'",
                "reduce sum pom.xml --skip nul | --skip 'nul': expected blank, text, nan",
                "reduce sum pom.xml --format xls | --format 'xls': expected csv",
                "reduce sum pom.xml --separator ab | --separator 'ab': expected one character",
                "reduce sum pom.xml --header --no-header | exclude each other",
                "reduce sum pom.xml --joblog log | --joblog applies to jobs with many results",
                "reduce sum pom.xml --column x | pom.xml is XML or HTML"
            })
    void wrongUseIsToldInASentence(String words, String expected) {
        InProcessHocket here = InProcessHocket.run(words.strip().split(" "));
        assertEquals(255, here.status());
        assertEquals("", here.out());
        assertTrue(here.err().contains(expected.strip()), here::err);
    }
}
