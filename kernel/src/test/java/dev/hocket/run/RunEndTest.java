package dev.hocket.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.Cause;
import dev.hocket.Failed;
import dev.hocket.Halt;
import dev.hocket.Inputs;
import dev.hocket.Job;
import dev.hocket.Outcome;
import dev.hocket.Report;
import dev.hocket.Retry;
import dev.hocket.Run;
import dev.hocket.RunException;
import dev.hocket.Stats;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How runs end that do not go to their end: halts, interruption, deadlines, closing. */
@Timeout(60)
class RunEndTest {
    private final SmallEngine small = new SmallEngine(3);
    private final CallerEngine caller = new CallerEngine();

    @AfterEach
    void close() {
        small.close();
    }

    @Test
    void haltsAfterTheFailureAndNotAChunkLater() {
        AtomicInteger ran = new AtomicInteger();
        Job<Long, Long> job =
                Job.<Long, Long>of(
                                "one",
                                i -> {
                                    ran.incrementAndGet();
                                    if (i == 5_000) {
                                        throw new IllegalStateException();
                                    }
                                    return i;
                                })
                        .halt(Halt.atFailures(Halt.Mode.SOON, 1));
        try (Run<Long, Long> run = caller.start(job, Inputs.range(0, 1_000_000))) {
            assertThrows(CancellationException.class, run::drain);
            Report report = run.report();
            assertTrue(report.halted());
            assertEquals(5_001, ran.get());
            assertEquals(5_000, report.done());
            assertEquals(1, report.failed());
            assertEquals(
                    1_000_000,
                    report.done() + report.failed() + report.cancelled() + report.notStarted());
        }
    }

    @Test
    void anInterruptThatHitsTheTaskIsTheCallers() {
        Job<Long, Long> job =
                Job.of(
                        "interrupted",
                        i -> {
                            if (i == 3) {
                                Thread.currentThread().interrupt();
                                Thread.sleep(10_000);
                            }
                            return i;
                        });
        Run<Long, Long> run = caller.start(job, Inputs.range(0, 100));
        try {
            assertThrows(CancellationException.class, run::drain);
            assertTrue(Thread.interrupted(), "the thread stays interrupted");
        } finally {
            run.close();
        }
        assertTrue(run.progress().ended());
        assertEquals(1, run.report().attempts() - run.report().done());
        assertEquals(0, run.report().failed(), "it was cancelled, and is not to be logged");
    }

    @Test
    void anInterruptLeftBehindByATaskIsTheCallersToo() {
        Job<Long, Long> job =
                Job.of(
                        "litter",
                        i -> {
                            Thread.currentThread().interrupt();
                            return i;
                        });
        try (Run<Long, Long> run = caller.start(job, Inputs.range(0, 100))) {
            assertThrows(CancellationException.class, run::drain);
            assertTrue(Thread.interrupted());
        }
        try (Run<Long, Long> run = small.start(job, Inputs.range(0, 100))) {
            assertEquals(100, run.drain().done(), "on a lane's own thread it is litter");
        }
    }

    @Test
    void anAbandonedAttemptHasItsTimes() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        Job<Long, Long> job =
                Job.<Long, Long>of(
                                "stubborn",
                                i -> {
                                    while (i == 2 && release.getCount() > 0) {
                                        Thread.onSpinWait();
                                    }
                                    return i;
                                })
                        .deadline(Duration.ofMillis(50));
        Instant before = Instant.now();
        try (Run<Long, Long> run = small.start(job, Inputs.range(0, 6))) {
            int abandoned = 0;
            for (Outcome<Long, Long> outcome : run) {
                if (outcome instanceof Failed<Long, Long>(Long input, Cause cause, Stats stats)) {
                    assertEquals(2, input);
                    assertTrue(assertInstanceOf(Cause.TimedOut.class, cause).abandoned());
                    assertFalse(stats.started().isBefore(before), stats.toString());
                    assertTrue(stats.time().compareTo(Duration.ofMillis(50)) >= 0);
                    abandoned++;
                }
            }
            assertEquals(1, abandoned);
            assertEquals(1, run.report().abandoned());
            while (small.workers() != 4) {
                Thread.onSpinWait(); // one more, while the lost one spins
            }
        }
        release.countDown();
        while (small.workers() != 3) {
            Thread.onSpinWait(); // it comes back by itself, and ends
        }
    }

    @Test
    void whatWaitedForARetryEndsAsItsLastAttemptDid() {
        Job<Long, Long> job =
                Job.<Long, Long>of(
                                "waits",
                                i -> {
                                    throw new IllegalStateException("first");
                                })
                        .retry(Retry.upTo(3).withBackoff(Duration.ofHours(1)));
        Instant before = Instant.now();
        CountDownLatch failed = new CountDownLatch(1);
        try (Run<Long, Long> run = small.start(job, Inputs.range(0, 5))) {
            while (run.progress().waiting() < 5) {
                Thread.onSpinWait();
            }
            failed.countDown();
            run.cancel(Halt.Mode.SOON);
            for (Outcome<Long, Long> outcome : run) {
                Failed<?, ?> end = assertInstanceOf(Failed.class, outcome);
                assertInstanceOf(Cause.Threw.class, end.cause());
                assertEquals(1, end.stats().attempts());
                assertFalse(end.stats().started().isBefore(before));
                assertTrue(end.stats().lane().startsWith("small-"));
            }
            assertEquals(5, run.report().failed());
        }
    }

    @Test
    void mapAndReduceSayIfTheyWereCutShort() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        Job<Long, Long> job =
                Job.of(
                        "cut",
                        i -> {
                            started.countDown();
                            if (i > 10) {
                                Thread.sleep(100_000);
                            }
                            return i;
                        });
        Thread closer =
                Thread.ofPlatform()
                        .start(() -> {
                            try {
                                started.await();
                            } catch (InterruptedException _) {
                                return;
                            }
                            small.close();
                        });
        assertThrows(RunException.class, () -> small.map(job, Inputs.range(0, 100)));
        closer.join();
        SmallEngine closing = new SmallEngine(2);
        assertThrows(
                RunException.class,
                () ->
                        closing.reduceToLong(
                                0,
                                1L << 40, // more than the other lane can end before the engine
                                // is closed
                                0,
                                i -> {
                                    if (i == 70_000) {
                                        Thread.ofPlatform().start(closing::close);
                                        try {
                                            Thread.sleep(100_000);
                                        } catch (InterruptedException _) {
                                            return 0; // as one that ends when it is told to
                                        }
                                    }
                                    return i;
                                },
                                Long::sum));
    }
}
