package dev.hocket.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.Cause;
import dev.hocket.Engine;
import dev.hocket.Failed;
import dev.hocket.Halt;
import dev.hocket.Inputs;
import dev.hocket.Job;
import dev.hocket.Outcome;
import dev.hocket.Report;
import dev.hocket.Run;
import dev.hocket.RunException;
import dev.hocket.RunOptions;
import dev.hocket.spi.Trait;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Runs and engines end when they are told to, and say what was left. */
interface EndClauses extends ContractClauses {

    /** A job whose attempts wait until they are interrupted. */
    private Job<Long, Long> hanging(CountDownLatch entered) {
        return job(
                "hanging",
                input -> {
                    entered.countDown();
                    new CountDownLatch(1).await();
                    return input;
                });
    }

    @Test
    default void closingARunEndsWhatRuns() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        try (Engine engine = open(2)) {
            Run<Long, Long> run = engine.start(hanging(entered), Inputs.range(0, 10));
            AtomicInteger outcomes = new AtomicInteger();
            Iterator<Outcome<Long, Long>> iterator = run.iterator();
            SideThread<CancellationException> consumer =
                    SideThread.start(() ->
                            assertThrows(
                                    CancellationException.class,
                                    () ->
                                            iterator.forEachRemaining(
                                                    _ -> outcomes.incrementAndGet())));
            BoundedWait.await(entered, "an attempt");
            run.close();
            assertTrue(String.valueOf(consumer.get().getMessage()).contains("was cancelled"));
            assertTrue(outcomes.get() <= 10);
            assertTrue(run.progress().ended());
            assertEquals(List.of(7L), engine.map(job("next", input -> input), List.of(7L)));
        }
    }

    @Test
    default void aConsumerThatThrowsCancelsItsRun() throws Exception {
        try (Engine engine = open(2)) {
            Job<Long, Long> same = job("same", input -> input);
            RunOptions<Long, Long> small = RunOptions.<Long, Long>defaults().withWindow(8);
            Run<Long, Long> left = engine.start(same, Inputs.range(0, 1_000_000), small);
            IllegalStateException thrown =
                    assertThrows(
                            IllegalStateException.class,
                            () -> {
                                try (left) {
                                    for (Outcome<Long, Long> outcome : left) {
                                        throw new IllegalStateException("at " + outcome.input());
                                    }
                                }
                            });
            assertTrue(String.valueOf(thrown.getMessage()).startsWith("at "));
            Report report = left.report();
            assertTrue(report.notStarted() > 0, "inputs were left");
            assertEquals(0, report.abandoned());
            assertEquals(List.of(1L), engine.map(same, List.of(1L)), "the engine is free again");
        }
    }

    @Test
    default void anInterruptedConsumerCancelsItsRun() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        try (Engine engine = open(1);
                Run<Long, Long> run = engine.start(hanging(entered), Inputs.range(0, 3))) {
            SideThread<Boolean> consumer =
                    SideThread.start(() -> {
                        assertThrows(CancellationException.class, () -> run.iterator().next());
                        return Thread.interrupted();
                    });
            BoundedWait.await(entered, "an attempt");
            consumer.thread().interrupt();
            assertTrue(consumer.get(), "the consumer stays interrupted");
        }
    }

    @Test
    default void aTaskCannotBeMistakenForItsConsumer() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        try (Engine engine = open(1);
                Run<Long, Long> run = engine.start(hanging(entered), Inputs.range(0, 2))) {
            SideThread<Boolean> consumer =
                    SideThread.start(() -> {
                        Failed<?, ?> failed = assertInstanceOf(Failed.class, run.iterator().next());
                        assertInstanceOf(Cause.Cancelled.class, failed.cause());
                        return Thread.interrupted();
                    });
            BoundedWait.await(entered, "an attempt");
            run.cancel(Halt.Mode.NOW);
            assertFalse(consumer.get(), "the consumer got its task's interruption");
        }
    }

    /** A source that blocks forever holds up neither the end of its run nor the next run. */
    @Test
    default void aBlockedSourceIsInterrupted() throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        Iterator<Long> blocked =
                new Iterator<>() {
                    @Override
                    public boolean hasNext() {
                        reading.countDown();
                        try {
                            new CountDownLatch(1).await();
                        } catch (InterruptedException _) {
                            interrupted.countDown();
                        }
                        return false;
                    }

                    @Override
                    public Long next() {
                        throw new AssertionError("there is none");
                    }
                };
        try (Engine engine = open(1)) {
            Run<Long, Long> run = engine.start(job("fed", input -> input), Inputs.of(blocked));
            SideThread<CancellationException> consumer =
                    SideThread.start(() ->
                            assertThrows(CancellationException.class, () -> run.stream().count()));
            BoundedWait.await(reading, "the source to be read");
            run.cancel(Halt.Mode.SOON);
            CancellationException _ = consumer.get();
            assertEquals(0, run.report().done());
            BoundedWait.await(interrupted, "the source's interruption");
            assertEquals(List.of(7L), engine.map(job("next", input -> input), List.of(7L)));
            run.close();
        }
    }

    @Test
    default void closingTheEngineLosesNoOutcome() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        Engine engine = open(2);
        Run<Long, Long> run = engine.start(hanging(entered), Inputs.range(0, 5));
        List<Outcome<Long, Long>> outcomes = new ArrayList<>();
        SideThread<RunException> consumer =
                SideThread.start(
                        () -> assertThrows(RunException.class, () -> run.forEach(outcomes::add)));
        BoundedWait.await(entered, "an attempt");
        engine.close();
        assertTrue(String.valueOf(consumer.get().getMessage()).contains("was closed before"));
        assertEquals(5, outcomes.size() + run.report().notStarted());
        outcomes.forEach(outcome -> assertFalse(outcome.isDone()));
    }

    @Test
    default void allOutputsOrNone() throws Exception {
        needs(Trait.BLOCKING);
        CountDownLatch entered = new CountDownLatch(2);
        Engine engine = open(2);
        Job<Long, Long> job =
                job(
                        "half",
                        input -> {
                            entered.countDown();
                            if (input > 0) {
                                new CountDownLatch(1).await();
                            }
                            return input;
                        });
        SideThread<List<Long>> map = SideThread.start(() -> engine.map(job, Inputs.range(0, 10)));
        SideThread<Long> reduce =
                SideThread.start(() ->
                        engine.reduceToLong(
                                0,
                                1 << 20,
                                0,
                                i -> {
                                    try {
                                        return job.task().run(i);
                                    } catch (Exception stopped) {
                                        throw new IllegalStateException(stopped);
                                    }
                                },
                                Long::sum));
        BoundedWait.await(entered, "both to begin");
        engine.close();
        assertThrows(RuntimeException.class, map::get);
        assertThrows(RuntimeException.class, reduce::get);
    }

    @Test
    default void closingTheEngineCancelsWhatItsExecutorHolds() throws Exception {
        needs(Trait.BLOCKING);
        needs(Trait.BACKGROUND);
        Engine engine = open(1);
        ExecutorService executor = engine.asExecutorService();
        CountDownLatch entered = new CountDownLatch(1);
        Future<Long> running = executor.submit(() -> hanging(entered).task().run(0L));
        Future<Long> waiting = executor.submit(() -> 1L);
        BoundedWait.await(entered, "the first command");
        engine.close();
        assertTrue(running.isDone());
        assertThrows(CancellationException.class, waiting::get);
    }

    @Test
    default void stubbornRunsAreClosedTogether() throws Exception {
        needs(Trait.BACKGROUND);
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch entered = new CountDownLatch(3);
        Job<Long, Long> stubborn =
                job(
                        "stubborn",
                        input -> {
                            entered.countDown();
                            boolean released = false;
                            while (!released) {
                                try {
                                    release.await();
                                    released = true;
                                } catch (InterruptedException _) {
                                    // ignored on purpose
                                }
                            }
                            return input;
                        });
        Engine engine = open(3);
        List<Run<Long, Long>> runs = new ArrayList<>();
        try {
            for (int i = 0; i < 3; i++) {
                runs.add(engine.start(stubborn, Inputs.range(0, 1)));
            }
            BoundedWait.await(entered, "all three");
            engine.close();
            for (Run<Long, Long> run : runs) {
                Failed<?, ?> failed = assertInstanceOf(Failed.class, run.iterator().next());
                assertInstanceOf(Cause.Cancelled.class, failed.cause());
                assertEquals(1, run.report().abandoned());
            }
        } finally {
            release.countDown();
        }
    }

    /** The consumer need not come for the window's inputs to be run. */
    @Test
    default void theWindowRunsWithoutItsConsumer() {
        needs(Trait.BACKGROUND);
        AtomicInteger started = new AtomicInteger();
        RunOptions<Long, Integer> options = RunOptions.<Long, Integer>defaults().withWindow(5);
        try (Engine engine = open(2);
                Run<Long, Integer> run =
                        engine.start(
                                job("ahead", input -> started.incrementAndGet()),
                                Inputs.range(0, 20),
                                options)) {
            BoundedWait.until("the window to be run", () -> run.progress().done() == 5);
            assertEquals(5, started.get());
            assertEquals(20, run.drain().done());
        }
    }
}
