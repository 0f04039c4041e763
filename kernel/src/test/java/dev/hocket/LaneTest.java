package dev.hocket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LaneTest {
    /** Stops by an interrupt, as engines do by default. */
    private static final Lanes LANES = NoLanes.INSTANCE;

    @Test
    void anInterruptNeverReachesTheNextSpan() throws InterruptedException {
        Lane lane = new Lane("stress-1", false);
        AtomicBoolean over = new AtomicBoolean();
        AtomicLong stops = new AtomicLong();
        Thread stopper =
                Thread.ofPlatform()
                        .start(() -> {
                            while (!over.get()) {
                                if (lane.stop(LANES, 0, false, 1)) {
                                    stops.incrementAndGet();
                                }
                            }
                        });
        lane.bind(null, Thread.currentThread());
        long stopped = 0;
        for (int i = 0; i < 2_000_000 || stopped == 0; i++) {
            lane.enter(0);
            if ((i & 7) == 0) {
                Thread.onSpinWait();
            }
            Lane.End end = lane.leave();
            stopped += end == Lane.End.STOPPED ? 1 : 0;
            assertFalse(Thread.currentThread().isInterrupted(), "late, in span " + i);
        }
        over.set(true);
        stopper.join();
        assertFalse(Thread.interrupted());
        assertEquals(stopped, stops.get(), "each stop was seen by the span that it met");
    }

    @Test
    void aDeadlineStopsOnlySpansThatStartedEarlyEnough() {
        Lane lane = new Lane("lane-1", false);
        assertFalse(lane.stop(LANES, 100, true, 100), "nothing runs");
        lane.enter(50);
        assertEquals(50, lane.runningSince());
        assertFalse(lane.stop(LANES, 49, true, 100));
        assertTrue(lane.stop(LANES, 50, true, 100));
        assertFalse(lane.stop(LANES, 50, true, 100), "once");
        assertNull(lane.runningSince());
        assertEquals(100, lane.stoppedSince());
        assertEquals(Lane.End.STOPPED, lane.leave());
        assertTrue(lane.overran());
        lane.enter(200);
        assertFalse(lane.overran());
        assertEquals(Lane.End.OWN, lane.leave());
    }

    @Test
    void onlyAStoppedSpanIsGivenUpAndThenItsEndIsNotTheLanes() {
        Lane lane = new Lane("lane-1", false);
        lane.enter(0);
        assertFalse(lane.abandon(1000), "not stopped");
        assertTrue(lane.stop(LANES, 0, true, 10));
        assertFalse(lane.abandon(9), "still in its grace");
        assertTrue(lane.abandon(10));
        assertTrue(lane.lost());
        assertEquals(Lane.End.ABANDONED, lane.leave());
    }

    @Test
    void chunksFollowTheTasksTime() {
        Lane lane = new Lane("lane-1", false);
        assertEquals(1, lane.wanted());
        lane.learn(1, 100);
        assertEquals(4, lane.wanted(), "at most fourfold a step");
        for (int i = 0; i < 20; i++) {
            lane.learn(lane.wanted(), lane.wanted() * 100L);
        }
        assertEquals(500, lane.wanted(), "50 µs of it");
        for (int i = 0; i < 60; i++) {
            lane.learn(lane.wanted(), 0);
        }
        assertEquals(4096, lane.wanted());
        for (int i = 0; i < 30; i++) {
            lane.learn(1, 10_000_000);
        }
        assertEquals(1, lane.wanted());
        assertTrue(lane.timed());
        lane.learn(0, 5);
        assertEquals(1, lane.wanted(), "nothing is learnt of nothing");
    }
}
