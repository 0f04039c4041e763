package dev.hocket.jobs.reduce.aggregate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Variances and deviations, in blocks of any size, against {@link BigDecimal}. */
class MomentsTest {
    private static final MathContext EXACT = new MathContext(900);

    private static Moments of(int block, double... values) {
        Moments moments = new Moments();
        for (int from = 0; from < values.length; from += block) {
            int to = Math.min(values.length, from + block);
            Moments part = new Moments();
            part.add(values, from, to, BlockArithmetic.sum(values, from, to));
            moments.add(part);
        }
        return moments;
    }

    private static BigDecimal variance(double... values) {
        BigDecimal sum = BigDecimal.ZERO;
        BigDecimal squares = BigDecimal.ZERO;
        for (double value : values) {
            BigDecimal exact = new BigDecimal(value);
            sum = sum.add(exact);
            squares = squares.add(exact.multiply(exact));
        }
        BigDecimal count = BigDecimal.valueOf(values.length);
        return squares.subtract(sum.multiply(sum).divide(count, EXACT))
                .divide(count.subtract(BigDecimal.ONE), EXACT);
    }

    private static void check(double[] values, double error) {
        BigDecimal variance = variance(values);
        double deviation = variance.sqrt(EXACT).doubleValue();
        for (int block : new int[] {1, 2, 3, 64, 4096}) {
            Moments moments = of(block, values);
            String what = block + " of " + Arrays.toString(Arrays.copyOf(values, 9));
            double expected = variance.doubleValue();
            double slack = Double.isInfinite(expected) ? 0 : error * expected + Double.MIN_VALUE;
            assertEquals(expected, moments.variance(), slack, what);
            assertEquals(deviation, moments.deviation(), error * deviation, what);
        }
    }

    @Test
    void equalValuesHaveNoDeviation() {
        for (double value : new double[] {0.1, 1e300, -1e-300, 1.1e17, 0, 4.9e-324, 1.79e308}) {
            for (int count : new int[] {2, 3, 7, 4097}) {
                double[] values = new double[count];
                Arrays.fill(values, value);
                for (int block : new int[] {1, 2, 3, 4096}) {
                    assertEquals(0, of(block, values).deviation(), value + " x " + count);
                    assertEquals(0, of(block, values).variance(), value + " x " + count);
                }
            }
        }
    }

    @Test
    void valuesThatDifferInTheLastBitsAreToldApart() {
        check(new double[] {0.1, 0.1, Math.nextUp(0.1)}, 1e-12);
        check(new double[] {1e15, 1e15 + 0.125, 1e15 + 0.25, 1e15}, 1e-12);
        check(new double[] {1e8 + 1, 1e8 + 2, 1e8 + 3, 1e8 + 4, 1e8 + 5}, 1e-12);
    }

    @Test
    void squaresMayLeaveTheRangeOfDoubles() {
        check(new double[] {1e200, -1e200}, 1e-12);
        check(new double[] {1e-200, -1e-200, 3e-200}, 1e-12);
        check(new double[] {1.7e308, -1.7e308, 1.7e308}, 1e-12);
        check(new double[] {5e-324, 1e-323, 0, 0}, 1e-12);
        check(new double[] {0, 0, 0, 0, 1e-300, 1e-300}, 1e-12);
        check(new double[] {1e300, 1e300, 1e300, 1e300 + 1e285, 2}, 1e-12);
        check(new double[] {1e300, 1e-300, 1, -1e160, 1e150}, 1e-12);
        check(new double[] {7, 7, 7, 7, 1e-250, 1e250}, 1e-12);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1000, -500, -300, -1, 0, 40, 390, 410, 500, 900})
    void valuesOfAllSizesAreMeasured(int exponent) {
        Random random = new Random(exponent);
        for (int turn = 0; turn < 20; turn++) {
            double[] values = new double[2 + random.nextInt(400)];
            for (int i = 0; i < values.length; i++) {
                double value = random.nextGaussian() + (turn % 4) * 1000;
                values[i] = Math.scalb(value, exponent + random.nextInt(1 + turn));
            }
            check(values, 1e-11);
        }
    }

    @Test
    void infinitiesHaveNoDeviation() {
        assertEquals(Double.NaN, of(2, 1, 2, 3, Double.POSITIVE_INFINITY, 5).deviation());
        assertEquals(Double.NaN, of(2, Double.NEGATIVE_INFINITY, 1).variance());
    }
}
