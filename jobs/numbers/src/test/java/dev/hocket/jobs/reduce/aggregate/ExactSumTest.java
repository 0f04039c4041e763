package dev.hocket.jobs.reduce.aggregate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Sums of doubles of all sizes, against {@link BigDecimal}. */
class ExactSumTest {
    private static final double MAX = Double.MAX_VALUE;

    private static ExactSum of(double... values) {
        ExactSum sum = new ExactSum();
        sum.add(values, 0, values.length);
        return sum;
    }

    @Test
    void sumsOfAllSizesAreRoundedOnce() {
        Random random = new Random(4);
        for (int turn = 0; turn < 2_000; turn++) {
            double[] values = new double[1 + random.nextInt(3_000 / (1 + turn))];
            BigDecimal exact = BigDecimal.ZERO;
            int spread = 1 + random.nextInt(2_000);
            for (int i = 0; i < values.length; i++) {
                int exponent = random.nextInt(spread) - spread / 2;
                values[i] = Math.scalb(random.nextDouble() - 0.5, exponent);
                if (random.nextInt(4) == 0 && i > 0) {
                    values[i] = -values[i - 1];
                }
                exact = exact.add(new BigDecimal(values[i]));
            }
            ExactSum sum = of(values);
            assertEquals(exact.doubleValue(), sum.value());
            BigDecimal mean =
                    exact.divide(
                            BigDecimal.valueOf(values.length),
                            new MathContext(2_200, RoundingMode.DOWN));
            assertEquals(mean.doubleValue(), sum.dividedBy(values.length));
        }
    }

    @Test
    void noPartialSumOverflows() {
        assertEquals(1e308, of(1e308, 1e308, -1e308).value());
        assertEquals(0, of(MAX, MAX, MAX, -MAX, -MAX, -MAX).value());
        assertEquals(Double.POSITIVE_INFINITY, of(MAX, MAX).value());
        assertEquals(Double.NEGATIVE_INFINITY, of(-MAX, -MAX).value());
        assertEquals(MAX, of(MAX, MAX).dividedBy(2));
        assertEquals(MAX, of(MAX, 0x1p969).value()); // just below half of the last bit
        assertEquals(Double.POSITIVE_INFINITY, of(MAX, 0x1p970).value());
        ExactSum many = new ExactSum();
        for (int i = 0; i < 100_000; i++) {
            many.add(MAX);
        }
        assertEquals(MAX, many.dividedBy(100_000));
    }

    @Test
    void theSmallestDoublesAreAdded() {
        double min = Double.MIN_VALUE;
        assertEquals(3 * min, of(min, min, min).value());
        assertEquals(min, of(1, min, -1).value());
        assertEquals(2 * min, of(min, min, min).dividedBy(2)); // a tie, to even
        assertEquals(0, of(min).dividedBy(2));
        assertEquals(0, of(min, -min).value());
        assertEquals(-min, of(-min, -min, -min, -min).dividedBy(5));
    }

    @Test
    void tiesAreRoundedToEven() {
        assertEquals(1, of(1, 0x1p-53).value());
        assertEquals(1 + 0x1p-52, of(1, 0x1p-53, 0x1p-200).value());
        assertEquals(1 + 0x1p-51, of(1 + 0x1p-52, 0x1p-53).value());
        assertEquals(-1, of(-1, -0x1p-53).value());
    }

    @Test
    void infinitiesAreKept() {
        double high = Double.POSITIVE_INFINITY;
        assertEquals(high, of(1, high, MAX).value());
        assertEquals(-high, of(1, -high).dividedBy(2));
        assertEquals(Double.NaN, of(high, -high).value());
        assertEquals(Double.NaN, of(Double.NaN).value());
    }

    /** The order of adding, and how a column is cut, change nothing; nor does being sent. */
    @Test
    void sumsOfSumsAreTheSame() throws Exception {
        Random random = new Random(9);
        double[] values = random.doubles(50_000, -1e300, 1e300).toArray();
        double expected = of(values).value();
        ExactSum all = new ExactSum();
        for (int from = 0; from < values.length; ) {
            int to = Math.min(values.length, from + random.nextInt(5_000));
            ExactSum part = new ExactSum();
            part.add(values, from, to);
            all.add(sent(part));
            from = to;
        }
        assertEquals(expected, all.value());
        assertEquals(expected, all.value());
    }

    private static ExactSum sent(ExactSum sum) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(sum);
        }
        try (ObjectInputStream in =
                new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (ExactSum) in.readObject();
        }
    }
}
