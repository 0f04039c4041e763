package dev.hocket.engine.auto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a window makes of readings. */
final class WidthMeasurementTest {
    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    private static RunReading at(long millis, long attempts, double taskMillis, double laneMillis) {
        return new RunReading(
                millis * MILLI,
                attempts,
                (long) (taskMillis * MILLI),
                (long) (laneMillis * MILLI),
                -1,
                new RunReading.Around(true, 512, "", 0, "", -1));
    }

    /** Sixty-four lanes that start together end their tasks of 20 ms together. */
    @Test
    void tasksThatEndTogetherAreNotMiscounted() {
        WidthMeasurement window = new WidthMeasurement(LaneKind.THREADS, 64, at(0, 0, 0, 0), 0, 1);
        WidthSample sample = null;
        for (long millis = 1; sample == null; millis++) {
            long rounds = millis / 20;
            sample = window.look(at(millis, 64 * rounds, 1280.0 * rounds, 64.0 * millis));
        }
        assertEquals(3200, sample.rate(), 320);
    }

    /** Two of eight lanes get a lock each time, in turns of 1 ms each; the others never. */
    @Test
    void lanesThatNeverEndATaskDoNotCount() {
        WidthMeasurement window = new WidthMeasurement(LaneKind.THREADS, 8, at(0, 0, 0, 0), 0, 1);
        @Nullable WidthSample sample = null;
        for (long millis = 1; millis < 1000 && sample == null; millis++) {
            sample = window.look(at(millis, millis, 2.0 * millis, 8.0 * millis));
        }
        double rate = rateOf(sample);
        assertTrue(rate < 1200, () -> rate + "/s, where 1000/s end");
    }

    private static double rateOf(@Nullable WidthSample sample) {
        assertNotNull(sample);
        return sample.rate();
    }
}
