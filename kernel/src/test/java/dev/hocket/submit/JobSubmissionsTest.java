package dev.hocket.submit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.Engine;
import dev.hocket.Job;
import dev.hocket.run.CallerEngine;
import dev.hocket.run.HandTicker;
import dev.hocket.run.SmallEngine;
import dev.hocket.run.SubmittedInput;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The run of what is submitted ends when nobody uses it, and not before. */
@Timeout(60)
class JobSubmissionsTest {
    private static JobSubmissions<Long, Long> of(Engine engine, Job<Long, Long> job) {
        return new JobSubmissions<>(engine, job, new HandTicker());
    }

    private static SubmittedInput<Long, Long> submit(JobSubmissions<Long, Long> to, long input) {
        SubmittedInput<Long, Long> one = to.submit(input, false);
        assertNotNull(one);
        return one;
    }

    private static void checkEndsOnceUnused(Engine engine) {
        JobSubmissions<Long, Long> to = of(engine, Job.of("twice", input -> 2 * input));
        assertEquals(6L, submit(to, 3).join());
        assertFalse(to.endIfUnused(), "it was used since the last look");
        assertEquals(8L, submit(to, 4).join());
        assertFalse(to.endIfUnused(), "it was used since the last look");
        while (!to.isIdle()) {
            LockSupport.parkNanos(100_000);
        }
        assertTrue(to.endIfUnused());
        assertNull(to.submit(5L, false));
    }

    @Test
    void itEndsOnceItIsUnused() {
        try (Engine engine = new SmallEngine(1)) {
            checkEndsOnceUnused(engine);
        }
    }

    @Test
    void itEndsOnceItIsUnusedWhereCallersRunInputs() {
        try (Engine engine = new CallerEngine()) {
            checkEndsOnceUnused(engine);
        }
    }

    @Test
    void itDoesNotEndWhileAnInputRunsOrWaits() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        CountDownLatch entered = new CountDownLatch(1);
        try (Engine engine = new SmallEngine(1)) {
            JobSubmissions<Long, Long> to =
                    of(
                            engine,
                            Job.of(
                                    "held",
                                    input -> {
                                        entered.countDown();
                                        gate.await();
                                        return input;
                                    }));
            SubmittedInput<Long, Long> running = submit(to, 1);
            SubmittedInput<Long, Long> waiting = submit(to, 2);
            entered.await();
            assertFalse(to.endIfUnused());
            assertFalse(to.endIfUnused());
            gate.countDown();
            assertEquals(3L, running.join() + waiting.join());
        }
    }

    /** What was cancelled in the queue is no reason to go on. */
    @Test
    void itEndsThoughCancelledInputsAreQueued() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        try (Engine engine = new SmallEngine(1)) {
            JobSubmissions<Long, Long> to =
                    of(
                            engine,
                            Job.of(
                                    "held",
                                    input -> {
                                        entered.countDown();
                                        gate.await();
                                        return input;
                                    }));
            SubmittedInput<Long, Long> running = submit(to, 1);
            entered.await();
            SubmittedInput<Long, Long> cancelled = submit(to, 2);
            assertTrue(cancelled.cancel(true));
            gate.countDown();
            assertEquals(1L, running.join());
            while (!to.endIfIdle()) {
                LockSupport.parkNanos(100_000);
            }
        }
    }

    /** An attempt that ignores its cancellation is given up, and its lane replaced. */
    @Test
    void aCancelledAttemptThatGoesOnKeepsNoLane() {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch entered = new CountDownLatch(1);
        try (Engine engine = new SmallEngine(1)) {
            Job<Long, Long> job =
                    Job.of(
                            "stubborn",
                            input -> {
                                if (input == 0) {
                                    entered.countDown();
                                    boolean released = false;
                                    while (!released) {
                                        try {
                                            release.await();
                                            released = true;
                                        } catch (InterruptedException _) {
                                            // that is what it is for
                                        }
                                    }
                                }
                                return input;
                            });
            var stubborn = engine.submit(job, 0L);
            while (entered.getCount() > 0) {
                LockSupport.parkNanos(100_000);
            }
            assertTrue(stubborn.cancel(true));
            assertEquals(1L, engine.submit(job, 1L).join());
        } finally {
            release.countDown();
        }
    }
}
