package dev.hocket.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimeHistogramTest {
    @Test
    void percentilesAreWithinTheirBound() {
        Random random = new Random(1);
        for (int round = 0; round < 200; round++) {
            long[] values = new long[1 + random.nextInt(2000)];
            TimeHistogram histogram = new TimeHistogram();
            int bits = 1 + random.nextInt(62);
            for (int i = 0; i < values.length; i++) {
                values[i] = random.nextLong() >>> (64 - 1 - random.nextInt(bits));
                values[i] = Math.max(0, values[i]);
                histogram.add(values[i]);
            }
            Arrays.sort(values);
            for (double quantile : new double[] {0, 0.01, 0.25, 0.5, 0.9, 0.99, 0.999, 1}) {
                int rank = (int) Math.max(1, Math.ceil(quantile * values.length));
                long exact = values[rank - 1];
                long told = histogram.quantile(quantile);
                assertTrue(told >= exact, told + " < " + exact);
                assertTrue(told <= exact * 1.032 + 0.5, told + " for " + exact);
            }
            assertEquals(values[values.length - 1], histogram.largest());
            assertEquals(values.length, histogram.count());
        }
    }

    @Test
    void takesTheLargestAndTheLeast() {
        TimeHistogram histogram = new TimeHistogram();
        assertEquals(0, histogram.quantile(0.5), "of nothing");
        histogram.add(-5);
        assertEquals(0, histogram.quantile(1), "a clock that goes back");
        histogram.add(Long.MAX_VALUE);
        assertEquals(Long.MAX_VALUE, histogram.quantile(1));
    }
}
