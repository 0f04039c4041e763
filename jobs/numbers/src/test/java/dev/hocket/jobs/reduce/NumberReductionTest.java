package dev.hocket.jobs.reduce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.Engine;
import dev.hocket.Task;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of numbers, and what operations come to. */
class NumberReductionTest {
    private static final ReductionSettings ALL =
            ReductionSettings.of(
                    "sum,min,max,mean,variance,stddev,count,q0,median,q99.9,q100,distinct");

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

    @TempDir private Path folder;

    private Path raw(double... values) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asDoubleBuffer().put(values);
        return Files.write(folder.resolve("data.f64"), bytes.array());
    }

    private static double[] random(int count) {
        return new Random(5).doubles(count).map(x -> Math.exp(20 * x - 10) - 3).toArray();
    }

    @Test
    void operationsAreWhatTheyPromise() throws Exception {
        double[] values = random(200_000);
        Map<String, Double> result = ReductionRuns.file(raw(values), ALL);
        BigDecimal exact =
                Arrays.stream(values)
                        .mapToObj(BigDecimal::new)
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
        double mean = exact.doubleValue() / values.length;
        assertEquals(
                exact.doubleValue(),
                ReductionRuns.value(result, "sum"),
                1e-12 * Math.abs(exact.doubleValue()));
        assertEquals(mean, ReductionRuns.value(result, "mean"), 1e-12 * Math.abs(mean));
        double variance =
                Arrays.stream(values).map(x -> (x - mean) * (x - mean)).sum() / (values.length - 1);
        assertEquals(variance, ReductionRuns.value(result, "variance"), 1e-11 * variance);
        assertEquals(
                Math.sqrt(variance),
                ReductionRuns.value(result, "stddev"),
                1e-11 * Math.sqrt(variance));
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        assertEquals(sorted[0], ReductionRuns.value(result, "min"));
        assertEquals(sorted[sorted.length - 1], ReductionRuns.value(result, "max"));
        assertEquals(values.length, ReductionRuns.value(result, "count"));
        for (Map.Entry<String, Double> quantile :
                Map.of("q0", 0.0, "median", 0.5, "q99.9", 0.999, "q100", 1.0).entrySet()) {
            double expected = sorted[(int) Math.floor(quantile.getValue() * (sorted.length - 1))];
            assertEquals(
                    expected,
                    ReductionRuns.value(result, quantile.getKey()),
                    1.0001 * 0.001 * Math.abs(expected),
                    quantile.getKey());
        }
        assertEquals(values.length, ReductionRuns.value(result, "distinct"), 0.025 * values.length);
    }

    @Test
    void everyEngineGivesTheSameBits() throws Exception {
        Path file = raw(random(300_000));
        Map<String, Double> expected = ReductionRuns.file("sequential", file, ALL);
        for (String engine : List.of("threads:1", "threads:7", "virtual:4", "forkjoin:3", "auto")) {
            assertEquals(expected, ReductionRuns.file(engine, file, ALL), engine);
        }
    }

    /** What a worker process does: it gets the task in bytes, and opens the file itself. */
    @Test
    void tasksThatAreSentReadTheFileThemselves() throws Exception {
        double[] values = random(100_000);
        Path doubles = raw(values);
        Path swapped = folder.resolve("swapped");
        ByteBuffer bytes = ByteBuffer.allocate(8 * values.length);
        bytes.asDoubleBuffer().put(values);
        Files.write(swapped, bytes.array());
        Path text = folder.resolve("text");
        Files.write(text, DoubleStream.of(values).mapToObj(Double::toString).toList());
        ReductionSettings some = ALL.withSkip(Set.of(NonNumber.NAN));
        assertSentIsTheSame(doubles, some);
        assertSentIsTheSame(swapped, some.withFormat(ReductionSettings.Format.F64BE));
        assertSentIsTheSame(npy(">f8", "(100000,)", 1, values), some);
        assertSentIsTheSame(text, some);
    }

    private static void assertSentIsTheSame(Path file, ReductionSettings settings)
            throws Exception {
        Map<String, Double> expected = ReductionRuns.file(file, settings);
        try (ColumnReduction reduction = ColumnReduction.open(file, settings)) {
            Task<ColumnPart, PartialResult> sent = sent(reduction.job().task());
            for (ColumnPart part : reduction.parts()) {
                reduction.add(part, sent(sent.run(sent(part))));
            }
            assertEquals(expected, reduction.result());
        }
    }

    @SuppressWarnings("unchecked") // an object is of its own type
    private static <T> T sent(T object) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        ByteArrayInputStream there = new ByteArrayInputStream(bytes.toByteArray());
        try (ObjectInputStream in = new ObjectInputStream(there)) {
            return (T) in.readObject();
        }
    }

    @Test
    void aSumHasTheSameBitsWhateverElseIsAskedFor() throws Exception {
        Path file = raw(random(100_003));
        for (Path each : List.of(file, npy("<f8", "(100003,)", 1, random(100_003)))) {
            assertEquals(
                    ReductionRuns.value(ReductionRuns.file(each, ALL), "sum"),
                    ReductionRuns.value(
                            ReductionRuns.file(each, ReductionSettings.of("sum")), "sum"));
        }
    }

    @Test
    void aSumAloneNamesWhatIsNotANumber() throws Exception {
        double[] values = random(10_000);
        values[9_999] = Double.NaN;
        Path file = raw(values);
        Exception refused =
                assertThrows(
                        ReductionException.class,
                        () -> ReductionRuns.file(file, ReductionSettings.of("sum")));
        assertTrue(
                String.valueOf(refused.getMessage()).contains("value 10000:"), refused::getMessage);
    }

    @Test
    void aFileThatBecomesShorterIsAFailure() throws Exception {
        Path file = raw(random(100_000));
        try (Engine engine = Engine.named("threads:2");
                ColumnReduction reduction = ColumnReduction.open(file, ALL)) {
            Files.write(file, new byte[80]);
            Exception refused = assertThrows(ReductionException.class, () -> reduction.run(engine));
            assertTrue(
                    String.valueOf(refused.getMessage()).contains("became shorter"),
                    refused::getMessage);
        }
    }

    @Test
    void aCompensatedSumLosesNothing() throws Exception {
        double[] values = new double[100_001];
        for (int i = 0; i < values.length - 1; i += 2) {
            values[i] = 1e16 + i;
            values[i + 1] = -(1e16 + i);
        }
        values[50_001] += 0;
        values[100_000] = 0.125;
        Path file = raw(values);
        ReductionSettings sum = ReductionSettings.of("sum").withCompensation(true);
        assertEquals(Map.of("sum", 0.125), ReductionRuns.file(file, sum));
        double[] tenths = DoubleStream.generate(() -> 0.1).limit(1_000_003).toArray();
        BigDecimal exact = new BigDecimal(tenths[0]).multiply(BigDecimal.valueOf(1_000_003));
        assertEquals(Map.of("sum", exact.doubleValue()), ReductionRuns.file(raw(tenths), sum));
    }

    /** A block whose sum overflows, within and between blocks, with and without compensation. */
    @Test
    void sumsNeverOverflowOnTheWay() throws Exception {
        double[] values = new double[20_000];
        Arrays.fill(values, 0, 5_000, 1e308);
        Arrays.fill(values, 5_000, 9_999, -1e308);
        ReductionSettings sum = ReductionSettings.of("sum,mean,stddev,count");
        for (ReductionSettings settings : List.of(sum, sum.withCompensation(true))) {
            Map<String, Double> result = ReductionRuns.file(raw(values), settings);
            assertEquals(1e308, ReductionRuns.value(result, "sum"));
            assertEquals(5e303, ReductionRuns.value(result, "mean"), 1e288);
            assertEquals(Math.sqrt(0.49995) * 1e308, ReductionRuns.value(result, "stddev"), 1e304);
            double[] large = {1.5e308, 1.5e308, 1.5e308};
            result = ReductionRuns.file(raw(large), settings);
            assertEquals(Double.POSITIVE_INFINITY, ReductionRuns.value(result, "sum"));
            assertEquals(1.5e308, ReductionRuns.value(result, "mean"));
            assertEquals(0, ReductionRuns.value(result, "stddev"));
        }
    }

    @Test
    void theDeviationOfEqualValuesIsZero() throws Exception {
        ReductionSettings settings = ReductionSettings.of("variance,stddev");
        Map<String, Double> none = Map.of("variance", 0.0, "stddev", 0.0);
        assertEquals(none, ReductionRuns.file(raw(0.1, 0.1, 0.1), settings));
        assertEquals(none, ReductionRuns.text("0.1\n0.1\n0.1\n", settings));
    }

    @Test
    void quantilesOfTheLargestDoublesAreWithinTheError() throws Exception {
        double max = Double.MAX_VALUE;
        double[] values = {-max, -1.7e308, 1, 1.7e308, 1.796e308, max};
        ReductionSettings settings = ReductionSettings.of("q0,q20,q40,q60,q80,q100");
        Map<String, Double> result = ReductionRuns.file(raw(values), settings);
        int at = 0;
        for (double found : result.values()) {
            double expected = values[at++];
            assertEquals(expected, found, 0.001 * Math.abs(expected));
        }
    }

    @Test
    void aFewDistinctValuesAreCountedExactly() throws Exception {
        double[] values = random(50_000);
        for (int i = 0; i < values.length; i++) {
            values[i] = i % 37;
        }
        assertEquals(
                Map.of("distinct", 37.0),
                ReductionRuns.file(raw(values), ReductionSettings.of("distinct")));
    }

    @Test
    void infinitiesAreValues() throws Exception {
        double high = Double.POSITIVE_INFINITY;
        Map<String, Double> result =
                ReductionRuns.file(
                        raw(1, high, -high, 2, 3),
                        ReductionSettings.of("min,max,q0,q50,q100,count"));
        assertEquals(-high, ReductionRuns.value(result, "min"));
        assertEquals(high, ReductionRuns.value(result, "max"));
        assertEquals(-high, ReductionRuns.value(result, "q0"));
        assertEquals(2, ReductionRuns.value(result, "q50"), 0.002);
        assertEquals(high, ReductionRuns.value(result, "q100"));
        assertEquals(
                Map.of("sum", high), ReductionRuns.file(raw(1, high), ReductionSettings.of("sum")));
    }

    @Test
    void whatIsNotANumberIsNamedByItsPosition() throws Exception {
        double[] values = random(100_000);
        values[70_000] = Double.NaN;
        values[99_000] = Double.NaN;
        Path file = raw(values);
        Exception refused =
                assertThrows(ReductionException.class, () -> ReductionRuns.file(file, ALL));
        assertEquals(
                file
                        + ", value 70001: 'nan' is not a number, and one is expected; correct it,"
                        + " or skip such values (skip nan)",
                refused.getMessage());
        Map<String, Double> result = ReductionRuns.file(file, ALL.withSkip(Set.of(NonNumber.NAN)));
        assertEquals(99_998, ReductionRuns.value(result, "count"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<f8", ">f8", "<f4", ">f4", "<f2", ">f2", "<i8", ">i8", "<i4", ">i4", "<i2", ">i2",
                "|i1", "<u8", ">u8", "<u4", ">u4", "<u2", ">u2", "|u1", "|b1", "=i4"
            })
    void everyTypeOfNumPyIsRead(String type) throws Exception {
        double[] values = new double[70_000];
        char kind = type.charAt(1);
        for (int i = 0; i < values.length; i++) {
            values[i] = kind == 'b' ? i % 2 : kind == 'u' ? i % 200 : i % 200 - 100;
        }
        Path file = npy(type, "(70000,)", 1, values);
        assertEquals(
                ReductionRuns.file("sequential", raw(values), ALL), ReductionRuns.file(file, ALL));
    }

    @Test
    void unsignedNumbersBeyondALongAreRead() throws Exception {
        byte[] ones = new byte[8];
        Arrays.fill(ones, (byte) 0xff);
        Path file = npyOf("<u8", "(1,)", 2, ones);
        assertEquals(Map.of("max", 0x1p64), ReductionRuns.file(file, ReductionSettings.of("max")));
        ones[7] = (byte) 0x80;
        Path other = npyOf("<u8", "()", 3, ones);
        assertEquals(
                Map.of("max", Double.parseDouble("9295429630892703743")),
                ReductionRuns.file(other, ReductionSettings.of("max")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "<c16 ; (1,) ; its elements are of type '<c16'",
                "|O ; (1,) ; its elements are of type '|O'",
                "<f8 ; (3, 5) ; promises 15 values, but 112 bytes of them are missing",
                "<f8 ; (99999999999, 99999999999) ; its shape is",
                "<f8 ; (-10, -10) ; its shape is (-10, -10)",
                "<f8 ; (-1,) ; its shape is (-1,)",
                "<f8 ; (0,) ; 8 bytes follow its 0 values",
                "<f4 ; (1,) ; 4 bytes follow its 1 values"
            })
    void damagedArraysAreNamed(String type, String shape, String expected) throws Exception {
        Path file = npyOf(type.strip(), shape.strip(), 1, new byte[8]);
        Exception refused =
                assertThrows(ReductionException.class, () -> ReductionRuns.file(file, ALL));
        String message = String.valueOf(refused.getMessage());
        assertTrue(message.startsWith(file + " cannot be read as .npy: "), message);
        assertTrue(message.contains(expected.strip()), message);
    }

    @Test
    void arraysCutAnywhereAreRefused() throws Exception {
        byte[] whole = Files.readAllBytes(npy("<f8", "(2, 3)", 1, new double[6]));
        Path file = folder.resolve("cut.npy");
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThrows(ReductionException.class, () -> ReductionRuns.file(file, ALL));
        }
    }

    @Test
    void rawDoublesHaveBothOrders() throws Exception {
        byte[] bytes = ByteBuffer.allocate(24).putDouble(1).putDouble(2).putDouble(4).array();
        Path file = Files.write(folder.resolve("data.bin"), bytes);
        ReductionSettings sum = ReductionSettings.of("sum");
        assertEquals(
                Map.of("sum", 7.0),
                ReductionRuns.file(file, sum.withFormat(ReductionSettings.Format.F64BE)));
        Files.write(file, Arrays.copyOf(bytes, 23));
        Exception cut =
                assertThrows(
                        ReductionException.class,
                        () ->
                                ReductionRuns.file(
                                        file, sum.withFormat(ReductionSettings.Format.F64)));
        assertTrue(String.valueOf(cut.getMessage()).contains("has 23 bytes"), cut::getMessage);
        Files.write(file, new byte[0]);
        Exception empty =
                assertThrows(
                        ReductionException.class,
                        () ->
                                ReductionRuns.file(
                                        file, sum.withFormat(ReductionSettings.Format.F64)));
        assertEquals(file + " is empty: there is no value in it", empty.getMessage());
    }

    @Test
    void parquetIsReadByDuckDb() throws Exception {
        Path file = folder.resolve("data.parquet");
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement()) {
            statement.execute(
                    "COPY (SELECT i AS id, i * 0.5 AS half, CASE WHEN i = 5 THEN NULL ELSE i END AS"
                            + " hole, 'x' || i AS name FROM range(100000) t(i)) TO '"
                            + file
                            + "' (FORMAT parquet)");
        }
        ReductionSettings settings = ReductionSettings.of("sum,count,max");
        assertEquals(
                Map.of("sum", 2499975000.0, "count", 100000.0, "max", 49999.5),
                ReductionRuns.file(file, settings.withColumn("half")));
        assertEquals(
                Map.of("sum", 4999950000.0, "count", 100000.0, "max", 99999.0),
                ReductionRuns.file("virtual:3", file, settings));
        Exception hole =
                assertThrows(
                        ReductionException.class,
                        () -> ReductionRuns.file(file, settings.withColumn("hole")));
        assertTrue(String.valueOf(hole.getMessage()).contains("row 6: no value"), hole::getMessage);
        assertEquals(
                99_999,
                ReductionRuns.value(
                        ReductionRuns.file(
                                file, settings.withColumn("3").withSkip(Set.of(NonNumber.BLANK))),
                        "count"));
        for (String column : List.of("name", "nothing", "9")) {
            Exception refused =
                    assertThrows(
                            ReductionException.class,
                            () -> ReductionRuns.file(file, settings.withColumn(column)));
            assertTrue(
                    String.valueOf(refused.getMessage()).contains("'" + column + "'"),
                    refused::getMessage);
        }
        byte[] bytes = Files.readAllBytes(file);
        Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(bytes, 1000));
        assertThrows(ReductionException.class, () -> ReductionRuns.file(cut, settings));
    }

    @Test
    void operationsAreRead() {
        List<Aggregate> all = Aggregate.listOf("SUM, q99.9,median");
        assertEquals(List.of("sum", "q99.9", "median"), all.stream().map(Aggregate::name).toList());
        assertEquals(0.999, all.get(1).quantile(), 1e-12);
        for (String bad : List.of("", "sum,", "sums", "q101", "q", "quantile", "qx", "sum,sum")) {
            assertThrows(IllegalArgumentException.class, () -> Aggregate.listOf(bad), bad);
        }
        assertEquals(9, new HashSet<>(Arrays.asList(Aggregate.Kind.values())).size());
    }

    private Path npy(String type, String shape, int version, double... values) throws IOException {
        ByteOrder order = type.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        int size = type.charAt(2) - '0';
        ByteBuffer bytes = ByteBuffer.allocate(size * values.length).order(order);
        for (double value : values) {
            switch (type.substring(1)) {
                case "f8" -> bytes.putDouble(value);
                case "f4" -> bytes.putFloat((float) value);
                case "f2" -> bytes.putShort(Float.floatToFloat16((float) value));
                case "i8", "u8" -> bytes.putLong((long) value);
                case "i4", "u4" -> bytes.putInt((int) value);
                case "i2", "u2" -> bytes.putShort((short) value);
                default -> bytes.put((byte) value);
            }
        }
        return npyOf(type, shape, version, bytes.array());
    }

    private Path npyOf(String type, String shape, int version, byte[] values) throws IOException {
        String header =
                "{'descr': '%s', 'fortran_order': False, 'shape': %s, }\n".formatted(type, shape);
        ByteBuffer start = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
        start.put(MAGIC).put((byte) version).put((byte) 0);
        if (version == 1) {
            start.putShort((short) header.length());
        } else {
            start.putInt(header.length());
        }
        byte[] text = header.getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer all = ByteBuffer.allocate(start.position() + text.length + values.length);
        all.put(start.flip()).put(text).put(values);
        return Files.write(folder.resolve("data.npy"), all.array());
    }
}
