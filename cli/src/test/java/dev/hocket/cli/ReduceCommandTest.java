package dev.hocket.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
        Here here = Here.run("reduce", "sum", file, "--column", "b");
        assertEquals("7.5\n", here.out());
        assertEquals("", here.err());
        assertEquals(0, here.status());
        here = Here.run("reduce", "count,mean,max", file, "--column", "b", "-j", "3");
        assertEquals(List.of("count\t2", "mean\t3.75", "max\t5.5"), here.lines());
    }

    @Test
    void jsonIsOneObject() throws Exception {
        String file = file("v\n1\n\n2\n");
        Here here = Here.run("reduce", "sum,mean", file, "--json", "--skip", "blank,text");
        assertEquals(
                "{\"sum\": 3, \"mean\": 1.5, \"skipped\": {\"blank\": 1, \"text\": 0, \"nan\": 0}}\n",
                here.out());
        assertEquals("hocket: 1 field passed over: blank\n", here.err());
    }

    @Test
    void standardInputIsReadAsItComes() throws Exception {
        Child.Ended ended = Child.run(folder, "1\n2\n3", "reduce", "sum,max");
        assertEquals("sum\t6\nmax\t3\n", ended.out());
        assertEquals("", ended.err());
    }

    @Test
    void anEndlessPipeThatIsInterruptedPrintsNothing() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        Process yes = new ProcessBuilder("sh", "-c", "exec yes 12 > pipe").directory(folder.toFile()).start();
        try (Child child =
                Child.start(folder, "reduce", "sum,max", "pipe", "-j", "2", "--progress", "plain")) {
            child.awaitErr(" done");
            child.signal("INT");
            Child.Ended ended = child.end();
            assertEquals("", ended.out());
            assertTrue(ended.err().contains("interrupted: "), ended::err);
            assertEquals(130, ended.status());
        } finally {
            yes.destroyForcibly();
        }
    }

    @Test
    void aBadLineIsNamedAndNothingPrinted() throws Exception {
        String file = file("v\n1\nabc\n");
        Here here = Here.run("reduce", "sum", file);
        assertEquals(1, here.status());
        assertEquals("", here.out());
        assertEquals(
                "hocket: "
                        + file
                        + ", line 3: 'abc' is no number; correct it, or let such be passed over"
                        + " (skip text)\n",
                here.err());
    }

    @Test
    void tooFewValuesAreNamed() throws Exception {
        String file = file("v\n");
        Here here = Here.run("reduce", "mean", file);
        assertEquals(1, here.status());
        assertEquals(
                "hocket: " + file + ": mean needs at least 1 value, and the column has 0\n",
                here.err());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "reduce | operations and a file are needed",
                "reduce sums data.csv | there is no operation 'sums'",
                "reduce sum /nope | there is no file '/nope'",
                "reduce sum / | is a folder",
                "reduce sum a.csv b.csv | 'b.csv' is a second file",
                "reduce sum pom.xml --skip nul | --skip 'nul': expected blank, text, nan",
                "reduce sum pom.xml --format xls | --format 'xls': expected csv",
                "reduce sum pom.xml --separator ab | --separator 'ab': expected one character",
                "reduce sum pom.xml --header --no-header | exclude each other",
                "reduce sum pom.xml --joblog log | --joblog is for jobs with many results",
                "reduce sum pom.xml --column x | pom.xml has no column 'x'"
            })
    void wrongUseIsToldInASentence(String words, String expected) {
        Here here = Here.run(words.strip().split(" "));
        assertEquals(255, here.status());
        assertEquals("", here.out());
        assertTrue(here.err().contains(expected.strip()), here::err);
    }
}
