package dev.hocket.jobs.reduce.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.Engine;
import dev.hocket.jobs.reduce.ColumnReduction;
import dev.hocket.jobs.reduce.CsvOracle;
import dev.hocket.jobs.reduce.CsvOracle.Expected;
import dev.hocket.jobs.reduce.ReductionException;
import dev.hocket.jobs.reduce.ReductionSettings;
import dev.hocket.jobs.reduce.column.NumberColumn;
import dev.hocket.jobs.reduce.csv.CsvFileColumn;
import dev.hocket.jobs.reduce.csv.CsvOptions;
import dev.hocket.jobs.reduce.csv.CsvStreamColumn;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Parts of a few bytes, so that every byte of a text is a border once. */
class CsvPartsTest {
    private static final String ROWS =
            "note,v\n\"a\n,\"\"b\",1\nc\"d,2.5\n\"\",\"3\"\n\"x\n\ny\n\",-4e1\n\"\n\"\"\n\n\",5\n";

    @TempDir private Path folder;

    private static List<String> texts() {
        List<String> texts = new ArrayList<>();
        for (String end : List.of("\n", "\r\n", "\r")) {
            texts.add(ROWS.replace("\n", end));
            texts.add(ROWS.replace("\n", end).stripTrailing());
            texts.add(ROWS.replace("\n", end) + "\"open,6" + end + "z,7" + end);
            texts.add(ROWS.replace("\n", end) + "q" + end + "r,7");
            texts.add(ROWS.replace("\n", end) + end);
        }
        texts.add(ROWS + "p,1\rq,2\r\nr,3\n\rs,4");
        return texts;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 16, 41})
    void everyByteIsABorder(int partSize) throws Exception {
        for (String text : texts()) {
            Expected expected = CsvOracle.read(text, "v", null);
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            for (int turn = 1; turn < 40; turn += 6) {
                assertEquals(
                        expected.toString(),
                        shortened(expected, read(stream(bytes, turn, partSize), "sequential")),
                        () -> "pipe: " + text);
            }
            assertEquals(
                    expected.toString(),
                    shortened(expected, read(file(bytes, partSize), "sequential")),
                    () -> "file: " + text);
        }
    }

    @Test
    void everyEngineFindsTheSameWithManyParts() throws Exception {
        for (String text : texts()) {
            Expected expected = CsvOracle.read(text, "v", null);
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            for (String engine : List.of("threads:3", "virtual:5", "forkjoin:2", "auto")) {
                String found = read(file(bytes, 3), engine);
                assertEquals(expected.toString(), shortened(expected, found), engine);
                found = read(stream(bytes, 4, 3), engine);
                assertEquals(expected.toString(), shortened(expected, found), engine);
            }
        }
    }

    /** The expected part of an error, if it is in there. */
    private static String shortened(Expected expected, String found) {
        String error = expected.error();
        return error != null && found.contains(error) ? error : found;
    }

    /** A column to be opened. */
    private interface Opening {
        NumberColumn open() throws IOException;
    }

    private static String read(Opening opening, String name) throws Exception {
        ReductionSettings settings = ReductionSettings.of("sum,count").column("v");
        try (Engine engine = Engine.named(name);
                ColumnReduction reduction = new OpenReduction(settings, opening.open())) {
            Map<String, Double> result = reduction.run(engine);
            return result.get("sum") + " of " + Math.round(result.getOrDefault("count", -1.0));
        } catch (ReductionException refused) {
            assertTrue(
                    String.valueOf(refused.getMessage()).chars().allMatch(c -> c >= ' '),
                    refused::getMessage);
            return String.valueOf(refused.getMessage());
        }
    }

    private static CsvOptions options(int partSize) {
        return new CsvOptions("v", null, null, Set.of(), false, partSize);
    }

    private Opening file(byte[] bytes, int partSize) throws IOException {
        Path file = Files.write(folder.resolve("data.csv"), bytes);
        return () -> new CsvFileColumn(file, options(partSize), Arena.ofShared());
    }

    private static Opening stream(byte[] bytes, int turn, int partSize) {
        InputStream few =
                new ByteArrayInputStream(bytes) {
                    @Override
                    public synchronized int read(byte @Nullable [] to, int offset, int length) {
                        return super.read(to, offset, Math.min(length, turn));
                    }
                };
        return () -> new CsvStreamColumn(few, "standard input", options(partSize));
    }
}
