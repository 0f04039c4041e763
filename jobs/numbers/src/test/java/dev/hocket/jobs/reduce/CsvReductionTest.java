package dev.hocket.jobs.reduce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Columns of text. */
class CsvReductionTest {
    private static final ReductionSettings SUM = ReductionSettings.of("sum,count");

    private static final int PART = 1 << 18;

    @TempDir private Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("data.csv"), text);
    }

    private void assertSum(double sum, long count, String text, ReductionSettings settings)
            throws Exception {
        Map<String, Double> expected = Map.of("sum", sum, "count", (double) count);
        assertEquals(expected, ReductionRuns.file(file(text), settings));
        assertEquals(expected, ReductionRuns.text(text, settings));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a,b\\n1,2\\n3,4\\n | b | 6 | 2",
                "a,b\\n1,2\\n3,4 | b | 6 | 2",
                "a,b\\r\\n1,2\\r\\n3,4\\r\\n | b | 6 | 2",
                "1,2\\n3,4\\n | 2 | 6 | 2",
                "x\\ty\\n1\\t2.5\\n | y | 2.5 | 1",
                "x;y\\n1;2e3\\n | 2 | 2000 | 1",
                "MARKa,b\\n1,2\\n | a | 1 | 1",
                "\"a,1\",\"b\"\"q\"\\n\"1\",\"2\"\\n | b\"q | 2 | 1",
                "n,v\\n\"x,y\",1\\n\"p\\nq\",2\\nr\"s,3\\n | v | 6 | 3",
                "n,v\\n\"he said \"\"no\"\"\\n\",1\\n | v | 1 | 1",
                "v, n \\n 1 ,x\\n -2 ,y\\n | v | -1 | 2",
                "v\\n+1\\n.5\\n1.\\n-1.5e-1\\n0x | v | 0 | -1",
                "2020\\n2021\\n | 1 | 4041 | 2"
            })
    void readsWhatTheRulesOfCsvSay(String text, String column, double sum, long count)
            throws Exception {
        String lines = text.replace("MARK", "\uFEFF").translateEscapes();
        ReductionSettings settings = SUM.column(column.strip());
        if (count < 0) {
            assertThrows(ReductionException.class, () -> ReductionRuns.text(lines, settings));
            return;
        }
        assertSum(sum, count, lines, settings);
    }

    @Test
    void withoutAHeaderTheFirstLineHasValues() throws Exception {
        assertSum(6, 3, "1\n2\n3\n", SUM);
        assertSum(5, 2, "1\n2\n3\n", SUM.header(true));
        assertEquals(
                "standard input, line 1: 'v' is not a number; correct it, or skip such values (skip"
                        + " text)",
                problem("v\n2\n", SUM.header(false)));
    }

    @Test
    void aHeaderAloneIsNoValue() throws Exception {
        assertSum(0, 0, "value\n", SUM.column("value"));
        assertEquals(
                "standard input: mean needs at least 1 value, and the column has 0",
                problem("value\n", ReductionSettings.of("count,mean").column("value")));
        assertEquals(
                "standard input: variance needs at least 2 values, and the column has 1",
                problem("value\n1\n", ReductionSettings.of("variance")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1\\n\\n3\\n | line 2: no value | blank",
                "1\\n2\\nabc\\n | line 3: 'abc' is not a number | text",
                "a,b\\n1,2\\n\"x\\ny\",3\\nz\\n | line 5: the line has no such column | text",
                "1\\nNaN\\n | line 2: 'nan' is not a number | nan",
                "a,b\\n1,\\n | line 2: no value | blank",
                "1\\n1d\\n | line 2: '1d' is not a number | text",
                "1\\n0x10\\n | line 2: '0x10' is not a number | text",
                "1\\n1e\\n | line 2: '1e' is not a number | text",
                "1\\n-\\n | line 2: '-' is not a number | text"
            })
    void whatIsNoNumberIsNamedWithItsLine(String text, String expected, String kind)
            throws Exception {
        String lines = text.translateEscapes();
        ReductionSettings settings = lines.startsWith("a,b") ? SUM.column("b") : SUM.header(false);
        String message = problem(lines, settings);
        assertTrue(message.contains(expected.strip()), message);
        assertTrue(message.endsWith("(skip " + kind.strip() + ")"), message);
        Path file = file(lines);
        Exception refused =
                assertThrows(ReductionException.class, () -> ReductionRuns.file(file, settings));
        assertEquals(
                problem(lines, settings),
                String.valueOf(refused.getMessage()).replace(file.toString(), "standard input"));
    }

    @Test
    void whatIsPassedOverIsCounted() throws Exception {
        Path file = file("v,w\n1,\n,\nx,\nnan,\n4,\n\n");
        try (var engine = dev.hocket.Engine.named("sequential");
                ColumnReduction reduction =
                        ColumnReduction.open(
                                file, SUM.column("v").skip(EnumSet.allOf(NonNumber.class)))) {
            assertEquals(Map.of("sum", 5.0, "count", 2.0), reduction.run(engine));
            assertEquals(2, reduction.skipped(NonNumber.BLANK));
            assertEquals(1, reduction.skipped(NonNumber.TEXT));
            assertEquals(1, reduction.skipped(NonNumber.NAN));
        }
    }

    @Test
    void theFirstProblemIsToldWhoeverMeetsItFirst() throws Exception {
        StringBuilder text = new StringBuilder("v\n");
        for (int i = 0; i < 400_000; i++) {
            text.append(i % 90_000 == 89_999 ? "bad" + i : Integer.toString(i)).append('\n');
        }
        Path file = file(text.toString());
        for (String engine : List.of("sequential", "threads:4", "forkjoin:3", "virtual:9")) {
            Exception refused =
                    assertThrows(
                            ReductionException.class, () -> ReductionRuns.file(engine, file, SUM));
            assertTrue(
                    String.valueOf(refused.getMessage()).contains("line 90001: 'bad89999'"),
                    refused::getMessage);
        }
    }

    @Test
    void missingColumnsAndFilesAreNamed() throws Exception {
        assertEquals(
                "standard input has no column 'z'; its first line has 2: a, b",
                problem("a,b\n1,2\n", SUM.column("z")));
        assertEquals(
                "standard input has no column '3'; its first line has 2: a, b",
                problem("a,b\n1,2\n", SUM.column("3")));
        assertEquals(
                "standard input: two columns are named 'a'; give the number of one",
                problem("a,a\n1,2\n", SUM.column("a")));
        assertEquals(
                "standard input is empty: it has neither a value nor a line that names columns",
                problem("", SUM));
        Path nowhere = folder.resolve("nowhere");
        Exception missing =
                assertThrows(ReductionException.class, () -> ReductionRuns.file(nowhere, SUM));
        assertEquals("there is no file '" + nowhere + "'", missing.getMessage());
        Exception given =
                assertThrows(ReductionException.class, () -> ReductionRuns.file(folder, SUM));
        assertEquals(folder + " is a folder; give a file", given.getMessage());
    }

    /** Fields with line breaks and separators everywhere, also where parts meet. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void quotedLineBreaksAcrossPartsAreRead(long seed) throws Exception {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder("note,value\n");
        double sum = 0;
        int count = 0;
        while (text.length() < 5 * PART) {
            int value = random.nextInt(1000);
            int lines = random.nextInt(8) == 0 ? 2_000 : random.nextInt(4);
            text.append('"').append("7,\n\"\"8\"\"\n".repeat(lines)).append("\",").append(value);
            text.append('\n');
            sum += value;
            count++;
        }
        assertSum(sum, count, text.toString(), SUM.column("value"));
    }

    @Test
    void aRecordLongerThanAPartIsRead() throws Exception {
        String text = "v,n\n1,\"" + "x\n".repeat(PART) + "\"\n2,y\n";
        assertSum(3, 2, text, SUM.column("v"));
    }

    @Test
    void aFileAndAPipeAndEveryEngineGiveTheSameBits() throws Exception {
        Random random = new Random(11);
        List<String> lines = new ArrayList<>(List.of("id,name,value"));
        for (int i = 0; i < 60_000; i++) {
            lines.add(i + ",name " + i % 7 + "," + random.nextGaussian() * 1e6);
        }
        Path file = Files.write(folder.resolve("data.csv"), lines);
        ReductionSettings settings =
                ReductionSettings.of("sum,min,max,mean,variance,stddev,count,median,q99,distinct")
                        .column("value");
        Map<String, Double> expected = ReductionRuns.file("sequential", file, settings);
        assertEquals(60_000, ReductionRuns.value(expected, "count"));
        assertEquals(expected, ReductionRuns.stream(Files.readAllBytes(file), settings));
        for (String engine : List.of("threads:1", "threads:5", "virtual:3", "forkjoin:2", "auto")) {
            assertEquals(expected, ReductionRuns.file(engine, file, settings), engine);
        }
    }

    @Test
    void behindAGapNothingIsAdded() throws Exception {
        Path file = file("1\n".repeat(PART));
        try (ColumnReduction reduction = ColumnReduction.open(file, SUM)) {
            Task<ColumnPart, PartialResult> task = reduction.job().task();
            List<ColumnPart> parts = reduction.parts();
            assertEquals(2, parts.size());
            reduction.add(parts.get(1), task.run(parts.get(1)));
            assertEquals(0, reduction.count());
            reduction.add(parts.get(0), task.run(parts.get(0)));
            assertEquals(PART / 2, reduction.count());
        }
    }

    private static String problem(String text, ReductionSettings settings) {
        return String.valueOf(
                assertThrows(ReductionException.class, () -> ReductionRuns.text(text, settings))
                        .getMessage());
    }

    @Test
    void separatorsThatCannotBeAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> SUM.separator('"'));
        assertThrows(IllegalArgumentException.class, () -> SUM.separator('é'));
        assertEquals(Set.of(), SUM.skip());
    }
}
