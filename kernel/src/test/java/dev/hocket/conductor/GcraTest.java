package dev.hocket.conductor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.Rate;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GcraTest {
    private static final long MS = 1_000_000;

    @Test
    void spacesStartsAndAllowsABurstAfterQuiet() {
        Gcra rate = new Gcra(Rate.perSecond(100).withBurst(5));
        assertEquals(5, rate.conforming(0, 50));
        assertEquals(3, rate.conforming(0, 3));
        rate.take(0, 5);
        assertEquals(0, rate.conforming(0, 1));
        assertEquals(10 * MS, rate.next(0));
        assertEquals(1, rate.conforming(10 * MS, 9));
        rate.take(10 * MS, 1);
        assertFalse(rate.idle(10 * MS));
        assertEquals(5, rate.conforming(10_000 * MS, 50), "no more than the burst is saved up");
        assertTrue(rate.idle(10_000 * MS));
    }

    @Test
    void aTokenGivenBackCanBeTakenAgain() {
        Gcra rate = new Gcra(Rate.perSecond(100).withBurst(3));
        rate.take(0, 3);
        rate.giveBack(2);
        assertEquals(2, rate.conforming(0, 50));
        rate.take(0, 2);
        assertEquals(0, rate.conforming(0, 50));
    }

    @Test
    void holdsTheRateOverLongTimesAndLateClocks() {
        Random random = new Random(5);
        for (double perSecond : new double[] {3, 70, 999.9, 100_000}) {
            // A clock that has run for years: doubles of its nanoseconds would be coarse.
            long origin = 3L * 365 * 24 * 3600 * 1_000_000_000L;
            Gcra rate = new Gcra(Rate.perSecond(perSecond));
            long now = origin;
            long starts = 0;
            long end = origin + 100_000_000_000L;
            while (now < end) {
                int n = rate.conforming(now, 1 + random.nextInt(20));
                if (n > 0) {
                    rate.take(now, n);
                    starts += n;
                } else {
                    long next = rate.next(now);
                    assertTrue(next >= now && rate.conforming(next, 1) >= 1, "" + (next - now));
                    now = Math.max(next, now + 1) + random.nextInt(1000);
                }
            }
            double expected = perSecond * 100;
            int burst = Rate.perSecond(perSecond).burst();
            assertTrue(starts <= expected + burst + 2, starts + " of " + expected);
            assertTrue(starts >= expected * 0.99 - 1, starts + " of " + expected);
        }
    }

    @Test
    void isIdleFromWhenItSays() {
        Gcra rate = new Gcra(new Rate(1, Duration.ofSeconds(1), 1));
        rate.take(7, 4);
        assertFalse(rate.idle(rate.idleAt() - 2));
        assertTrue(rate.idle(rate.idleAt()));
    }
}
