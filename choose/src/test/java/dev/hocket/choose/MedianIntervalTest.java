package dev.hocket.choose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MedianIntervalTest {

    @Test
    void fiveMeasurementsGiveTheirExtremes() {
        assertEquals(new MedianInterval(1, 3, 9, 0.9375), MedianInterval.ofMedian(9, 1, 3, 2, 4));
    }

    @Test
    void fewMeasurementsAreLessSure() {
        assertEquals(new MedianInterval(2, 2, 2, 0), MedianInterval.ofMedian(2));
        assertEquals(new MedianInterval(2, 3, 4, 0.5), MedianInterval.ofMedian(4, 2));
        assertEquals(0.75, MedianInterval.ofMedian(1, 2, 3).confidence());
    }

    @Test
    void manyMeasurementsLeaveOutTheirExtremes() {
        double[] values = IntStream.rangeClosed(1, 15).asDoubleStream().toArray();

        MedianInterval interval = MedianInterval.ofMedian(values);

        assertEquals(8, interval.median());
        assertEquals(4, interval.low());
        assertEquals(12, interval.high());
        assertEquals(0.9648, interval.confidence(), 1e-4);
    }

    @Test
    void holdsTheTrueMedianAsOftenAsItSays() {
        Random random = new Random(7);
        int inside = 0;
        int experiments = 4_000;
        for (int i = 0; i < experiments; i++) {
            double[] skewed = random.doubles(7).map(u -> -Math.log(1 - u)).toArray();
            inside += MedianInterval.ofMedian(skewed).contains(Math.log(2)) ? 1 : 0;
        }
        double said = MedianInterval.ofMedian(new double[7]).confidence();

        assertEquals(said, inside / (double) experiments, 0.01);
    }

    @Test
    void endsBelongToIt() {
        MedianInterval interval = MedianInterval.ofMedian(1, 2, 3);

        assertTrue(interval.contains(1));
        assertTrue(interval.contains(3));
        assertFalse(interval.contains(3.1));
    }

    @Test
    void leavesTheMeasurementsAsTheyWere() {
        double[] values = {3, 1, 2};
        MedianInterval.ofMedian(values);

        assertTrue(Arrays.equals(new double[] {3, 1, 2}, values));
    }

    @Test
    void noMeasurementsAreRefused() {
        assertThrows(IllegalArgumentException.class, MedianInterval::ofMedian);
    }
}
