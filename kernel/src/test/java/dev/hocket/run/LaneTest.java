package dev.hocket.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.spi.Lanes;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LaneTest {
    /** Stops by an interrupt, as engines do by default. */
    private static final Lanes LANES = ActiveRun.NOT_STARTED;

    @Test
    void anInterruptNeverReachesTheNextSpan() throws InterruptedException {
        RunLane lane = new RunLane("stress-1", 1, false);
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
            RunLane.End end = lane.leave();
            stopped += end == RunLane.End.STOPPED ? 1 : 0;
            assertFalse(Thread.currentThread().isInterrupted(), "late, in span " + i);
        }
        over.set(true);
        stopper.join();
        assertFalse(Thread.interrupted());
        assertEquals(stopped, stops.get(), "each stop was seen by the span that it met");
    }

    @Test
    void aDeadlineStopsOnlySpansThatStartedEarlyEnough() {
        RunLane lane = new RunLane("lane-1", 1, false);
        assertFalse(lane.stop(LANES, 100, true, 100), "nothing runs");
        lane.enter(50);
        assertEquals(50, lane.runningSince());
        assertFalse(lane.stop(LANES, 49, true, 100));
        assertTrue(lane.stop(LANES, 50, true, 100));
        assertFalse(lane.stop(LANES, 50, true, 100), "once");
        assertNull(lane.runningSince());
        assertEquals(100, lane.stoppedSince());
        assertEquals(RunLane.End.STOPPED, lane.leave());
        assertTrue(lane.overran());
        lane.enter(200);
        assertFalse(lane.overran());
        assertEquals(RunLane.End.OWN, lane.leave());
    }

    @Test
    void onlyAStoppedSpanIsGivenUpAndThenItsEndIsNotTheLanes() {
        RunLane lane = new RunLane("lane-1", 1, false);
        lane.enter(0);
        assertFalse(lane.abandon(1000), "not stopped");
        assertTrue(lane.stop(LANES, 0, true, 10));
        assertFalse(lane.abandon(9), "still in its grace");
        assertTrue(lane.abandon(10));
        assertTrue(lane.lost());
        assertEquals(RunLane.End.ABANDONED, lane.leave());
    }

    @Test
    void anAttemptThatLeavesItsThreadIsCancelledNotInterrupted() {
        RunLane lane = new RunLane("lane-1", 1, false);
        AtomicLong cancelled = new AtomicLong();
        lane.bind(null, Thread.currentThread());
        lane.enter(100);
        assertEquals(RunLane.End.OWN, lane.hold());
        lane.await(null, 90, cancelled::incrementAndGet, false);
        assertNull(lane.thread());
        assertEquals(90L, lane.runningSince());
        assertFalse(lane.stop(LANES, 89, true, 300), "it started later");
        assertTrue(lane.stop(LANES, 90, true, 300));
        assertEquals(1, cancelled.get());
        assertFalse(Thread.currentThread().isInterrupted());
        assertEquals(300L, lane.stoppedSince());
        assertEquals(RunLane.End.STOPPED, lane.leave());
        assertTrue(lane.overran());
    }

    @Test
    void anAttemptStoppedBeforeItLeftItsThreadStaysStopped() {
        RunLane lane = new RunLane("lane-1", 1, false);
        lane.bind(null, Thread.currentThread());
        lane.enter(100);
        assertTrue(lane.stop(LANES, 100, true, 300));
        assertEquals(RunLane.End.STOPPED, lane.hold());
        assertFalse(Thread.interrupted(), "hold() clears it");
        lane.await(null, 100, () -> {}, true);
        assertTrue(lane.abandon(300), "it may still be given up");
        assertEquals(RunLane.End.ABANDONED, lane.leave());
    }

    /** The watchdog stops a lane while its attempts leave their thread: never the wrong one. */
    @Test
    void stoppingRacesWithLeavingTheThread() throws Exception {
        RunLane lane = new RunLane("lane-1", 1, false);
        AtomicBoolean over = new AtomicBoolean();
        AtomicLong sent = new AtomicLong();
        Thread watchdog =
                Thread.ofPlatform()
                        .start(() -> {
                            while (!over.get()) {
                                sent.addAndGet(lane.stop(LANES, 0, false, 0) ? 1 : 0);
                            }
                        });
        long stopped = 0;
        for (int i = 0; i < 200_000; i++) {
            AtomicLong cancelled = new AtomicLong();
            lane.bind(null, Thread.currentThread());
            lane.enter(i);
            boolean early = lane.hold() == RunLane.End.STOPPED;
            lane.await(null, i, cancelled::incrementAndGet, early);
            boolean end = lane.leave() == RunLane.End.STOPPED;
            assertEquals(end && !early ? 1 : 0, cancelled.get());
            assertTrue(end || !early);
            assertFalse(Thread.currentThread().isInterrupted());
            stopped += end ? 1 : 0;
        }
        over.set(true);
        watchdog.join();
        assertEquals(sent.get(), stopped);
    }

    @Test
    void chunksFollowTheTasksTime() {
        RunLane lane = new RunLane("lane-1", 1, false);
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

    /** For the warning about an attempt that is given up. */
    @Test
    void aLaneTellsWhatItsThreadDoes() {
        RunLane lane = new RunLane("threads", 1, false);
        assertEquals("", lane.stack());
        lane.bind(null, Thread.currentThread());
        String stack = lane.stack();
        assertTrue(stack.startsWith(System.lineSeparator() + "    at "), stack);
        assertTrue(stack.contains("LaneTest.aLaneTellsWhatItsThreadDoes(LaneTest.java:"), stack);
        lane.release();
        assertEquals("", lane.stack());
    }
}
