package dev.hocket.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code hocket factor} from its words to its status. */
class FactorCommandTest {
    @TempDir private Path folder;

    @Test
    void printsNumbersAndRanges() {
        InProcessHocket here = InProcessHocket.run("factor", "-k", "12", "2^67-1", "7..9");
        assertEquals(
                List.of(
                        "12: 2 2 3",
                        "147573952589676412927: 193707721 761838257287",
                        "7: 7",
                        "8: 2 2 2",
                        "9: 3 3"),
                here.lines());
        assertEquals(0, here.status());
        assertEquals("", here.err());
    }

    @Test
    void readsAFileOfNumbersAsGnuFactorDoes() throws Exception {
        Path file = Files.writeString(folder.resolve("numbers"), "4 6\n\n  9\t10..11\r\n");
        InProcessHocket here = InProcessHocket.run("factor", "-k", "-a", file.toString());
        assertEquals(List.of("4: 2 2", "6: 2 3", "9: 3 3", "10: 2 5", "11: 11"), here.lines());
    }

    @Test
    void readsStandardInput() throws Exception {
        LaunchedHocket.Ended ended =
                LaunchedHocket.run(folder, "1\n72\n", "factor", "-k", "--exponents");
        assertEquals("1:\n72: 2^3 3^2\n", ended.out());
        assertEquals("", ended.err());
        assertEquals(0, ended.status());
    }

    @Test
    void everyEngineGivesTheSameLines() throws Exception {
        String[] words = {"factor", "-k", "2^89+1", "10^18..10^18+20000", "x", "-e", "sequential"};
        InProcessHocket expected = InProcessHocket.run(words);
        assertEquals(20_002, expected.lines().size());
        assertEquals(1, expected.status());
        for (String engine : List.of("threads:3", "virtual:2", "forkjoin:2", "auto")) {
            words[words.length - 1] = engine;
            InProcessHocket here = InProcessHocket.run(words);
            assertEquals(expected.out(), here.out(), engine);
            assertEquals(1, here.status());
        }
        words[words.length - 1] = "processes:2";
        LaunchedHocket.Ended ended = LaunchedHocket.run(folder, "", words);
        assertEquals(expected.out(), ended.out(), ended::err);
        assertEquals(1, ended.status());
        assertTrue(ended.err().contains("hocket: 'x': expected a whole number"), ended::err);
    }

    @Test
    void eachBadNumberIsAFailure() {
        InProcessHocket here = InProcessHocket.run("factor", "x", "6", "9..1");
        assertEquals(2, here.status());
        assertEquals("6: 2 3\n", here.out());
        assertTrue(here.err().contains("hocket: 'x': expected a whole number"), here::err);
        assertTrue(here.err().contains("hocket: '9..1': the range ends before"), here::err);
    }

    @Test
    void anInputThatIsNotUtf8IsAFailureOfItsOwn() throws Exception {
        Path file = Files.write(folder.resolve("numbers"), new byte[] {'6', '\n', (byte) 0xe9});
        InProcessHocket here = InProcessHocket.run("factor", "-a", file.toString());
        assertEquals(1, here.status(), here::err);
        assertEquals("6: 2 3\n", here.out());
        assertTrue(here.err().contains("expected a whole number"), here::err);
    }

    @Test
    void aHardNumberIsNamed() {
        // the product of two Mersenne primes
        InProcessHocket product =
                InProcessHocket.run("factor", "--digits", "15", "2^1128-2^607-2^521+1");
        assertEquals(1, product.status());
        assertTrue(product.err().contains("is not completely factored"), product::err);
        assertTrue(product.err().contains("probably no factor of it has 15 digits"), product::err);
    }

    @Test
    void aRangeCanBeResumed() {
        String log = folder.resolve("log").toString();
        InProcessHocket first = InProcessHocket.run("factor", "--joblog", log, "1..40000");
        assertEquals(40_000, first.lines().size());
        InProcessHocket second =
                InProcessHocket.run("factor", "--joblog", log, "--resume", "1..40000");
        assertEquals("", second.out());
        assertTrue(second.err().contains("3 inputs of an earlier run are skipped"), second::err);
    }

    @Test
    void jsonHasNumbersAsTexts() {
        InProcessHocket here = InProcessHocket.run("factor", "--json", "8");
        assertTrue(
                here.out()
                        .contains(
                                "\"output\": [{\"number\": \"8\", \"factors\": [\"2\", \"2\","
                                        + " \"2\"]}]"),
                here::out);
    }

    @Test
    void aRangeTooLongToPlanIsRefused() {
        InProcessHocket here = InProcessHocket.run("factor", "--dry-run", "1..10^12");
        assertEquals(255, here.status());
        assertTrue(here.err().contains("more than 1000000 pieces"), here::err);
    }

    @Test
    void digitsOutOfRangeAreRefused() {
        InProcessHocket here = InProcessHocket.run("factor", "--digits", "99", "6");
        assertEquals(255, here.status());
        assertTrue(here.err().contains("--digits '99': expected a whole number from 15 to 40"));
    }
}
