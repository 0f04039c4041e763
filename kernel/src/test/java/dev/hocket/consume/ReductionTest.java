package dev.hocket.consume;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.Engine;
import dev.hocket.FailedInputException;
import dev.hocket.Inputs;
import dev.hocket.run.CallerEngine;
import dev.hocket.run.SmallEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ReductionTest {
    private final List<Engine> engines =
            List.of(new CallerEngine(), new SmallEngine(1), new SmallEngine(3));

    @AfterEach
    void close() {
        engines.forEach(Engine::close);
    }

    /** The tree by its definition: leaves of 16, split below the largest power of two of them. */
    private static String tree(long from, long to) {
        long leaves = Math.ceilDiv(to - from, 16);
        if (leaves == 0) {
            return "e";
        }
        if (leaves == 1) {
            StringBuilder leaf = new StringBuilder("e");
            for (long i = from; i < to; i++) {
                leaf.insert(0, '(').append(i).append(')');
            }
            return leaf.toString();
        }
        long left = Long.highestOneBit(leaves - 1);
        return "(" + tree(from, from + left * 16) + tree(from + left * 16, to) + ")";
    }

    private static double sum(long from, long to) {
        long leaves = Math.ceilDiv(to - from, 16);
        if (leaves <= 1) {
            double sum = 0;
            for (long i = from; i < to; i++) {
                sum += 1.0 / (i + 1);
            }
            return sum;
        }
        long left = Long.highestOneBit(leaves - 1);
        return sum(from, from + left * 16) + sum(from + left * 16, to);
    }

    @Test
    void combinesAlongTheDocumentedTree() {
        int[] sizes = {
            0, 1, 2, 15, 16, 17, 31, 32, 33, 48, 63, 64, 65, 100, 112, 127, 128, 129, 1000
        };
        for (int size : sizes) {
            List<Long> numbers = LongStream.range(0, size).boxed().toList();
            for (Engine engine : engines) {
                for (Inputs<Long> inputs :
                        List.of(
                                Inputs.of(numbers),
                                Inputs.range(0, size),
                                Inputs.of(numbers.iterator()),
                                Inputs.of(Stream.of(numbers).flatMap(List::stream)))) {
                    String result =
                            engine.reduce(
                                    inputs, "e", String::valueOf, (a, b) -> "(" + a + b + ")");
                    assertEquals(tree(0, size), result);
                }
            }
        }
    }

    @Test
    void isTheSameToTheLastBitAtEveryWidthAndWithEveryBlock() {
        for (long size : new long[] {0, 1, 4095, 1 << 14, 40_001, 300_000, 700_001}) {
            double expected = sum(0, size);
            for (Engine engine : engines) {
                assertEquals(
                        expected,
                        engine.reduceToDouble(0, size, 0, i -> 1.0 / (i + 1), Double::sum));
                if (size < 100_000) {
                    assertEquals(
                            expected,
                            engine.reduce(
                                    Inputs.range(0, size), 0.0, i -> 1.0 / (i + 1), Double::sum));
                }
            }
        }
    }

    @Test
    void blocksArePowersOfTwo() {
        for (long inputs = 0; inputs > -1 && inputs < Long.MAX_VALUE / 4; inputs = inputs * 3 + 1) {
            int leaves = BlockReduction.leavesPerBlock(inputs);
            assertEquals(1, Integer.bitCount(leaves));
            assertTrue(leaves <= 1024);
        }
    }

    @Test
    void reducesRangesAtTheEndsOfTheNumbers() {
        long most = Long.MAX_VALUE;
        for (Engine engine : engines) {
            assertEquals(
                    most - 1,
                    engine.reduceToLong(most - 100, most, Long.MIN_VALUE, i -> i, Math::max));
            assertEquals(
                    Long.MIN_VALUE,
                    engine.reduceToLong(
                            Long.MIN_VALUE, Long.MIN_VALUE + 100, most, i -> i, Math::min));
            assertEquals(100.0, engine.reduceToDouble(most - 100, most, 0, i -> 1, Double::sum));
            assertEquals(7, engine.reduceToLong(5, 5, 7, i -> i, Long::sum), "of nothing");
        }
    }

    @Test
    void refusesRangesThatGoBackOrAreTooLong() {
        Engine engine = engines.getFirst();
        assertThrows(
                IllegalArgumentException.class,
                () -> engine.reduceToLong(10, 0, 0, i -> i, Long::sum));
        assertThrows(
                IllegalArgumentException.class,
                () -> engine.reduceToLong(Long.MIN_VALUE, 1, 0, i -> i, Long::sum));
        assertThrows(IllegalArgumentException.class, () -> Inputs.range(-2, Long.MAX_VALUE));
    }

    @Test
    void aFailureNamesTheInputsIndex() {
        List<Long> numbers = new ArrayList<>(LongStream.range(100, 5_000).boxed().toList());
        for (Engine engine : engines) {
            FailedInputException primitive =
                    assertThrows(
                            FailedInputException.class,
                            () ->
                                    engine.reduceToLong(
                                            100, 900_000, 0, i -> 1 / (i - 777_777), Long::sum));
            assertEquals(777_677, primitive.index());
            for (Inputs<Long> inputs : List.of(Inputs.of(numbers), Inputs.of(numbers.iterator()))) {
                FailedInputException boxed =
                        assertThrows(
                                FailedInputException.class,
                                () -> engine.reduce(inputs, 0L, i -> 1 / (i - 4_321), Long::sum));
                assertEquals(4_221, boxed.index());
                assertTrue(boxed.toString().contains("4321"), boxed.toString());
            }
        }
    }
}
