package dev.hocket.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.hocket.Cause;
import dev.hocket.Done;
import dev.hocket.Engine;
import dev.hocket.Failed;
import dev.hocket.Inputs;
import dev.hocket.Job;
import dev.hocket.Outcome;
import dev.hocket.RefusedException;
import dev.hocket.Retry;
import dev.hocket.Run;
import dev.hocket.RunException;
import dev.hocket.RunOptions;
import dev.hocket.spi.Trait;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Attempts end at their deadline; those that ignore it are left behind. */
interface DeadlineClauses extends ContractClauses {
    /** The deadline of these tests. */
    Duration DEADLINE = Duration.ofSeconds(10);

    /** How long an attempt may ignore that it was stopped. */
    Duration GRACE = Duration.ofSeconds(1);

    @Test
    default void deadlinesAreRefusedWhereTheyCannotBeHeld() {
        assumeFalse(traits().contains(Trait.DEADLINES));
        try (Engine engine = open(1)) {
            Job<Long, Long> job = this.<Long, Long>job("timed", input -> input).deadline(DEADLINE);
            RefusedException refused =
                    assertThrows(
                            RefusedException.class, () -> engine.start(job, Inputs.range(0, 1)));
            assertTrue(String.valueOf(refused.getMessage()).contains("engines that can"));
        }
    }

    @Test
    default void anOverrunIsInterruptedAndRetried() throws Exception {
        needs(Trait.DEADLINES);
        ManualTicker ticker = new ManualTicker();
        CountDownLatch hanging = new CountDownLatch(1);
        AtomicInteger attempts = new AtomicInteger();
        Job<Long, String> job =
                this.<Long, String>job(
                                "overrun",
                                input -> {
                                    if (attempts.incrementAndGet() == 1) {
                                        hanging.countDown();
                                        new CountDownLatch(1).await();
                                    }
                                    return "second";
                                })
                        .deadline(DEADLINE)
                        .retry(Retry.upTo(2));
        try (Engine engine = open(1);
                Run<Long, String> run = engine.start(job, Inputs.range(0, 1), by(ticker))) {
            BoundedWait.await(hanging, "the first attempt");
            ticker.advance(DEADLINE.minusNanos(1));
            assertEquals(1, attempts.get());
            ticker.advance(Duration.ofNanos(1));
            Outcome<Long, String> outcome = run.iterator().next();
            assertInstanceOf(Done.class, outcome);
            assertEquals(2, outcome.stats().attempts());
            BoundedWait.until("the run to leave no call behind", () -> ticker.pending() == 0);
        }
    }

    @Test
    default void anAttemptThatIgnoresItsInterruptionIsAbandoned() throws Exception {
        needs(Trait.DEADLINES);
        ManualTicker ticker = new ManualTicker();
        CountDownLatch stuck = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch late = new CountDownLatch(1);
        Job<Long, String> job =
                this.<Long, String>job(
                                "stuck",
                                input -> {
                                    if (input == 0) {
                                        stuck.countDown();
                                        ignoreInterruption(release);
                                        late.countDown();
                                    }
                                    return "out " + input;
                                })
                        .deadline(DEADLINE);
        try (Engine engine = open(1);
                Run<Long, String> run = engine.start(job, Inputs.range(0, 3), by(ticker))) {
            BoundedWait.await(stuck, "the attempt that ignores interruption");
            ticker.advance(DEADLINE);
            ticker.advance(GRACE);
            Iterator<Outcome<Long, String>> outcomes = run.inOrder().iterator();
            Failed<?, ?> failed = assertInstanceOf(Failed.class, outcomes.next());
            assertEquals(new Cause.TimedOut(DEADLINE, true), failed.cause());
            assertEquals(DEADLINE.plus(GRACE), failed.stats().time());
            assertInstanceOf(Done.class, outcomes.next());
            assertInstanceOf(Done.class, outcomes.next());
            assertEquals(1, run.report().abandoned());
            release.countDown();
            BoundedWait.await(late, "the late end");
            assertFalse(outcomes.hasNext());
            assertEquals(3, engine.map(job("after", input -> input), Inputs.range(0, 3)).size());
        } finally {
            release.countDown();
        }
    }

    /** When no lane is left and no more are replaced, the runs end with an error. */
    @Test
    default void anEngineThatLostAllLanesBreaksItsRuns() throws Exception {
        needs(Trait.DEADLINES);
        ManualTicker ticker = new ManualTicker();
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger stuck = new AtomicInteger();
        Job<Long, Long> job =
                this.<Long, Long>job(
                                "stuck",
                                input -> {
                                    stuck.incrementAndGet();
                                    ignoreInterruption(release);
                                    return input;
                                })
                        .deadline(DEADLINE);
        try (Engine engine = open(1);
                Run<Long, Long> run = engine.start(job, Inputs.range(0, 1_000), by(ticker))) {
            for (int i = 1; i <= 66 && !run.progress().ended(); i++) {
                int next = i;
                BoundedWait.until(
                        "attempt " + i, () -> stuck.get() >= next || run.progress().ended());
                ticker.advance(DEADLINE);
                ticker.advance(GRACE);
            }
            RunException broken = assertThrows(RunException.class, run::drain);
            assertEquals(RunException.Part.ENGINE, broken.part());
        } finally {
            release.countDown();
        }
    }

    private static <I, O> RunOptions<I, O> by(ManualTicker ticker) {
        return RunOptions.<I, O>defaults().withTicker(ticker);
    }

    static void ignoreInterruption(CountDownLatch release) {
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
}
