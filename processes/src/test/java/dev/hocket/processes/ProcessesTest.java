package dev.hocket.processes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.Cause;
import dev.hocket.Done;
import dev.hocket.Engine;
import dev.hocket.Failed;
import dev.hocket.Inputs;
import dev.hocket.Job;
import dev.hocket.Outcome;
import dev.hocket.RefusedException;
import dev.hocket.Run;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Jobs in real child processes. */
@Timeout(120)
class ProcessesTest {
    private static Engine engine;

    @BeforeAll
    static void open() {
        engine = new ProcessesProvider().open(2);
    }

    @AfterAll
    static void close() {
        engine.close();
    }

    @Test
    void attemptsRunInOtherProcesses() {
        List<Long> pids =
                engine.map(
                        Job.of("pid", input -> ProcessHandle.current().pid()),
                        Inputs.range(0, 1_000));
        assertEquals(1_000, pids.size());
        assertTrue(!pids.contains(ProcessHandle.current().pid()));
        assertTrue(pids.stream().distinct().count() <= 2);
    }

    @Test
    void outputsAreThoseOfTheirInputs() {
        Job<Long, Long> job = Job.of("square", input -> input * input);
        List<Long> outputs = engine.map(job, Inputs.range(0, 200_000));
        for (int i = 0; i < outputs.size(); i++) {
            assertEquals((long) i * i, outputs.get(i));
        }
        assertEquals(200_000, outputs.size());
    }

    @Test
    void valuesArriveAsTheyWere() {
        String half = "half a \uD83D pair and a whole \uD83D\uDE00";
        List<Object> values = new ArrayList<>();
        values.addAll(List.of(1L, 2, 3.5, true, false, "latin \u00e9", half, ""));
        values.addAll(List.of(Path.of("a", "b"), URI.create("x:y"), List.of(Path.of("/c"), 7)));
        values.addAll(List.of(Double.NaN, -0.0, new Shape("round", 3), 'c', new int[0].length));
        assertEquals(values, engine.map(Job.of("same", input -> input), values));
        Job<Object, @Nullable Object> none = Job.of("null", input -> null);
        assertEquals(1, engine.map(none, List.<Object>of(1)).size());
    }

    record Shape(String name, int corners) implements java.io.Serializable {}

    @Test
    void arraysOfAnySizeArrive() {
        Job<Integer, byte[]> bytes = Job.of("bytes", size -> new byte[size]);
        int[] sizes = {0, 1, 65_535, 65_536, 1 << 20, 5_000_001};
        List<byte[]> arrays = engine.map(bytes, IntStream.of(sizes).boxed().toList());
        for (int i = 0; i < sizes.length; i++) {
            assertEquals(sizes[i], arrays.get(i).length);
        }
    }

    /** Of numbers that tell the order of their bytes, over the ends of frames and of the ring. */
    @Test
    void arraysOfNumbersAndLongTextArriveAsTheyWere() {
        int[] ints = IntStream.range(0, 700_001).map(i -> i * 0x01030507).toArray();
        float[] floats = new float[300_001];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = 1 / (i + 1f);
        }
        List<Object> values =
                List.of(
                        IntStream.of(ints).asDoubleStream().map(d -> 1 / d).toArray(),
                        IntStream.of(ints).mapToLong(i -> i * 0x0102030405060708L).toArray(),
                        ints,
                        floats,
                        new double[0],
                        "caf\u00e9 ".repeat(200_000),
                        "\u4e2d\uD83D ".repeat(200_000));
        List<Object> arrived = engine.map(Job.of("same", input -> input), values);
        for (int i = 0; i < values.size(); i++) {
            assertTrue(Objects.deepEquals(values.get(i), arrived.get(i)), "value " + i);
        }
        Job<double[], long[]> round =
                Job.of("round", each -> Arrays.stream(each).mapToLong(d -> (long) d).toArray());
        double[] doubles = IntStream.range(0, 300_000).asDoubleStream().toArray();
        assertEquals(299_999, engine.map(round, List.of(doubles)).getFirst()[299_999]);
    }

    @Test
    void whatIsThrownArrivesAsItWas() {
        Job<Long, Long> job =
                Job.of(
                        "odd",
                        input -> {
                            if (input % 2 == 1) {
                                throw new IOException("odd " + input);
                            }
                            return input;
                        });
        try (Run<Long, Long> run = engine.start(job, Inputs.range(0, 100))) {
            int failed = 0;
            for (Outcome<Long, Long> outcome : run) {
                if (outcome instanceof Failed<Long, Long>(Long input, Cause cause, _)) {
                    Cause.Threw threw = assertInstanceOf(Cause.Threw.class, cause);
                    assertInstanceOf(IOException.class, threw.error());
                    assertEquals("odd " + input, threw.error().getMessage());
                    failed++;
                }
            }
            assertEquals(50, failed);
        }
    }

    static final class Closed extends RuntimeException {
        private static final long serialVersionUID = 1;

        @SuppressWarnings("serial") // that is what it is for
        private final Object held = new Object();

        Closed(String text) {
            super(text);
        }

        @Override
        public String getMessage() {
            return super.getMessage() + (held == null ? "!" : "");
        }
    }

    @Test
    void whatCannotTravelFailsItsInputAlone() {
        Job<Object, Object> same =
                Job.of(
                        "some",
                        input -> {
                            if (input.equals(3)) {
                                throw new Closed("never sent");
                            }
                            return input.equals(5) ? new Object() : input;
                        });
        List<Object> inputs = new ArrayList<>(List.of(0, 1, 2, 3, 4, 5, 6));
        inputs.add(1, new Object());
        inputs.add(new Object());
        try (Run<Object, Object> run = engine.start(same, Inputs.of(inputs))) {
            List<String> ends = new ArrayList<>();
            for (Outcome<Object, Object> outcome : run.inOrder()) {
                ends.add(
                        switch (outcome) {
                            case Done<Object, Object> done -> String.valueOf(done.output());
                            case Failed<Object, Object> failed ->
                                    failed.cause()
                                            .message()
                                            .replaceAll(
                                                    ".*(java.lang.Object is not serializable|never"
                                                            + " sent).*",
                                                    "$1");
                        });
            }
            String no = "java.lang.Object is not serializable";
            assertEquals(List.of("0", no, "1", "2", "never sent", "4", no, "6", no), ends);
        }
    }

    @Test
    void aTaskThatCannotTravelIsRefused() {
        CountDownLatch latch = new CountDownLatch(1);
        Job<Long, Long> job =
                Job.of(
                        "latched",
                        input -> {
                            latch.countDown();
                            return input;
                        });
        RefusedException refused =
                assertThrows(RefusedException.class, () -> engine.start(job, Inputs.range(0, 1)));
        assertTrue(
                String.valueOf(refused.getMessage())
                        .contains("java.util.concurrent.CountDownLatch"),
                refused.getMessage());
    }

    @Test
    void reductionsAreTheSameAsElsewhere() {
        double sum =
                engine.reduceToDouble(
                        0,
                        10_000,
                        0,
                        (Sum & java.io.Serializable) i -> 1.0 / (i + 1),
                        (Plus & java.io.Serializable) Double::sum);
        assertTrue(sum > 9 && sum < 10, () -> "sum " + sum);
    }

    interface Sum extends java.util.function.LongToDoubleFunction {}

    interface Plus extends java.util.function.DoubleBinaryOperator {}
}
