package dev.hocket.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.AttemptListener;
import dev.hocket.BatchTask;
import dev.hocket.Cause;
import dev.hocket.Done;
import dev.hocket.Engine;
import dev.hocket.Failed;
import dev.hocket.FailedInputException;
import dev.hocket.Halt;
import dev.hocket.Inputs;
import dev.hocket.Job;
import dev.hocket.Outcome;
import dev.hocket.Report;
import dev.hocket.Retry;
import dev.hocket.Run;
import dev.hocket.RunOptions;
import dev.hocket.spi.Trait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Jobs whose task takes several inputs: each keeps its own outcome, a batch is one attempt. */
interface BatchClauses extends ContractClauses {

    private <O> Job<Long, O> batch(BatchTask<Long, O> task) {
        needs(Trait.BLOCKING);
        return Job.batch("batches", task);
    }

    private static List<Long> doubled(List<Long> inputs) {
        return inputs.stream().map(input -> 2 * input).toList();
    }

    private static List<Long> doubles(int count) {
        return LongStream.range(0, count).map(input -> 2 * input).boxed().toList();
    }

    private static List<Outcome<Long, Long>> inOrder(Run<Long, Long> run) {
        List<Outcome<Long, Long>> all = new ArrayList<>();
        run.inOrder().forEach(all::add);
        return all;
    }

    @Test
    default void batchesHaveTheirSize() {
        Queue<Integer> sizes = new ConcurrentLinkedQueue<>();
        Job<Long, Long> job =
                batch(inputs -> {
                    sizes.add(inputs.size());
                    assertEquals(0, inputs.getFirst() % 4, "batches are of neighbours");
                    return doubled(inputs);
                });
        try (Engine engine = open(2)) {
            assertEquals(doubles(10), engine.map(job.batchSize(4), Inputs.range(0, 10)));
            assertEquals(List.of(2, 4, 4), sizes.stream().sorted().toList());
            assertEquals(List.of(), engine.map(job.batchSize(4), Inputs.range(0, 0)));
        }
    }

    @Test
    default void batchesKeepTheirLimit() {
        Queue<List<Long>> batches = new ConcurrentLinkedQueue<>();
        Job<Long, Long> job =
                batch(inputs -> {
                    batches.add(List.copyOf(inputs));
                    return doubled(inputs);
                });
        Job<Long, Long> limited = job.batchLimit(input -> input == 3 ? 100 : 1, 4);
        try (Engine engine = open(1)) {
            assertEquals(doubles(10), engine.map(limited, Inputs.range(0, 10)));
            assertEquals(
                    Set.of(
                            List.of(0L, 1L, 2L),
                            List.of(3L),
                            List.of(4L, 5L, 6L, 7L),
                            List.of(8L, 9L)),
                    new HashSet<>(batches));
            batches.clear();
            assertEquals(doubles(4), engine.map(limited.batchSize(2), Inputs.range(0, 4)));
            assertEquals(Set.of(List.of(0L, 1L), List.of(2L), List.of(3L)), new HashSet<>(batches));
        }
    }

    @Test
    default void batchesGrowWhereInputsAreQuick() {
        AtomicInteger largest = new AtomicInteger();
        Job<Long, Long> job =
                batch(inputs -> {
                    largest.accumulateAndGet(inputs.size(), Math::max);
                    return doubled(inputs);
                });
        try (Engine engine = open(2)) {
            assertEquals(doubles(20_000), engine.map(job, Inputs.range(0, 20_000)));
            assertTrue(largest.get() > 1, "the largest batch has 1 input");
        }
    }

    @Test
    default void aFailedBatchFailsItsInputs() {
        IllegalStateException thrown = new IllegalStateException("bad");
        Job<Long, Long> job =
                batch(inputs -> {
                    if (inputs.contains(4L)) {
                        throw thrown;
                    }
                    return doubled(inputs);
                });
        try (Engine engine = open(2);
                Run<Long, Long> run = engine.start(job.batchSize(3), Inputs.range(0, 8))) {
            List<Outcome<Long, Long>> outcomes = inOrder(run);
            assertEquals(8, outcomes.size());
            for (int i = 0; i < 8; i++) {
                Outcome<Long, Long> outcome = outcomes.get(i);
                assertEquals(i, outcome.input());
                assertEquals(i, outcome.stats().index());
                assertEquals(1, outcome.stats().attempts());
                if (i >= 3 && i < 6) {
                    Failed<?, ?> failed = assertInstanceOf(Failed.class, outcome);
                    assertTrue(failed.cause() instanceof Cause.Threw);
                } else {
                    Done<?, ?> done = assertInstanceOf(Done.class, outcome);
                    assertEquals(2L * i, done.output());
                }
            }
            Report report = run.report();
            assertEquals(5, report.done());
            assertEquals(3, report.failed());
            assertEquals(3, report.attempts());
            assertEquals(0, report.notStarted());
            FailedInputException first =
                    assertThrows(
                            FailedInputException.class,
                            () -> engine.map(job.batchSize(3), Inputs.range(0, 8)));
            assertEquals(3, first.index());
        }
    }

    @Test
    default void inputsOfAFailedBatchRunAlone() {
        Queue<List<Long>> attempts = new ConcurrentLinkedQueue<>();
        Job<Long, Long> job =
                batch(inputs -> {
                    attempts.add(List.copyOf(inputs));
                    if (inputs.contains(4L)) {
                        throw new IllegalStateException("bad");
                    }
                    return doubled(inputs);
                });
        Job<Long, Long> split = job.batchSize(3).splitFailed().retry(Retry.upTo(2));
        try (Engine engine = open(2);
                Run<Long, Long> run = engine.start(split, Inputs.range(0, 8))) {
            List<Outcome<Long, Long>> outcomes = inOrder(run);
            for (int i = 0; i < 8; i++) {
                Outcome<Long, Long> outcome = outcomes.get(i);
                assertEquals(i, outcome.stats().index());
                assertEquals(i == 4, outcome instanceof Failed);
                assertEquals(i == 4 ? 4 : i == 3 || i == 5 ? 3 : 1, outcome.stats().attempts());
            }
            assertEquals(8, outcomes.size());
            assertEquals(7, run.report().done());
            assertEquals(1, run.report().failed());
        }
        // The batch twice, 4 alone twice, 3 and 5 alone, and the two other batches.
        assertEquals(8, attempts.size(), attempts.toString());
    }

    @Test
    default void aBatchIsTriedAgainWhole() {
        Set<Long> failed = ConcurrentHashMap.newKeySet();
        Job<Long, Long> job =
                batch(inputs -> {
                    if (failed.add(inputs.getFirst())) {
                        throw new IllegalStateException("first time");
                    }
                    return doubled(inputs);
                });
        try (Engine engine = open(2);
                Run<Long, Long> run =
                        engine.start(job.batchSize(4).retry(Retry.upTo(2)), Inputs.range(0, 8))) {
            for (Outcome<Long, Long> outcome : run) {
                assertInstanceOf(Done.class, outcome);
                assertEquals(2, outcome.stats().attempts());
            }
            assertEquals(4, run.report().attempts());
            assertEquals(8, run.report().done());
        }
    }

    @Test
    @SuppressWarnings("NullAway") // as a task may do that was compiled without it
    default void aBatchNeedsAnOutputForEachInput() {
        Job<Long, Long> few = this.<Long>batch(_ -> List.of(1L)).batchSize(2);
        Job<Long, Long> none = this.<Long>batch(_ -> null).batchSize(2);
        try (Engine engine = open(1)) {
            FailedInputException wrong =
                    assertThrows(
                            FailedInputException.class, () -> engine.map(few, Inputs.range(0, 2)));
            assertTrue(wrong.toString().contains("1 outputs for a batch of 2"), wrong::toString);
            wrong =
                    assertThrows(
                            FailedInputException.class, () -> engine.map(none, Inputs.range(0, 2)));
            assertTrue(wrong.toString().contains("returned null"), wrong::toString);
        }
    }

    @Test
    default void theDeadlineIsThatOfABatch() {
        needs(Trait.DEADLINES);
        Job<Long, Long> job =
                batch(inputs -> {
                    if (inputs.contains(1L)) {
                        new CountDownLatch(1).await();
                    }
                    return doubled(inputs);
                });
        Job<Long, Long> split = job.batchSize(2).splitFailed().deadline(Duration.ofMillis(100));
        try (Engine engine = open(2);
                Run<Long, Long> run = engine.start(split, Inputs.range(0, 4))) {
            for (Outcome<Long, Long> outcome : inOrder(run)) {
                if (outcome.input() == 1) {
                    Failed<?, ?> failed = assertInstanceOf(Failed.class, outcome);
                    assertInstanceOf(Cause.TimedOut.class, failed.cause());
                } else {
                    assertInstanceOf(Done.class, outcome);
                }
            }
        }
    }

    @Test
    default void haltRulesCountInputs() {
        Job<Long, Long> job =
                batch(_ -> {
                    throw new IllegalStateException("all");
                });
        Job<Long, Long> halting = job.batchSize(10).halt(Halt.atFailures(Halt.Mode.SOON, 11));
        try (Engine engine = open(1);
                Run<Long, Long> run = engine.start(halting, Inputs.range(0, 1000))) {
            assertThrows(CancellationException.class, run::drain);
            Report report = run.report();
            assertTrue(report.halted());
            assertEquals(20, report.failed());
            assertEquals(1000, report.failed() + report.cancelled() + report.notStarted());
        }
    }

    /** An input that fails alone halts the run before the next one of its batch begins. */
    @Test
    default void haltRulesCountTheInputsOfASplitBatch() {
        Queue<List<Long>> attempts = new ConcurrentLinkedQueue<>();
        Job<Long, Long> job =
                batch(inputs -> {
                    attempts.add(List.copyOf(inputs));
                    throw new IllegalStateException("all");
                });
        Job<Long, Long> halting =
                job.batchSize(10).splitFailed().halt(Halt.atFailures(Halt.Mode.SOON, 2));
        try (Engine engine = open(1);
                Run<Long, Long> run = engine.start(halting, Inputs.range(0, 10))) {
            assertThrows(CancellationException.class, run::drain);
            assertEquals(10, run.report().failed());
            assertEquals(3, attempts.size(), attempts.toString());
        }
    }

    @Test
    default void aWindowMayBeSmallerThanABatch() {
        Job<Long, Long> job = batch(BatchClauses::doubled);
        try (Engine engine = open(2);
                Run<Long, Long> run =
                        engine.start(
                                job.batchSize(50),
                                Inputs.range(0, 100),
                                RunOptions.<Long, Long>defaults().withWindow(3))) {
            assertEquals(100, inOrder(run).size());
        }
    }

    @Test
    default void aCancelledRunAccountsForTheInputsOfItsBatches() {
        Job<Long, Long> job =
                batch(inputs -> {
                    if (inputs.contains(25L)) {
                        new CountDownLatch(1).await();
                    }
                    return doubled(inputs);
                });
        try (Engine engine = open(1);
                Run<Long, Long> run =
                        engine.start(job.batchSize(10).splitFailed(), Inputs.range(0, 100))) {
            Iterator<Outcome<Long, Long>> outcomes = run.iterator();
            int count = 0;
            while (count < 20) {
                assertInstanceOf(Done.class, outcomes.next());
                count++;
            }
            run.cancel(Halt.Mode.NOW);
            while (true) {
                try {
                    if (!outcomes.hasNext()) {
                        break;
                    }
                } catch (CancellationException _) {
                    break;
                }
                Outcome<Long, Long> next = outcomes.next();
                Failed<?, ?> failed = assertInstanceOf(Failed.class, next);
                assertInstanceOf(Cause.Cancelled.class, failed.cause());
                count++;
            }
            Report report = run.report();
            assertEquals(20, report.done());
            assertEquals(count - 20, report.cancelled());
            assertEquals(100, count + report.notStarted());
        }
    }

    @Test
    default void listenersSeeEachInputAndEachBatch() {
        List<Outcome<?, ?>> told = new ArrayList<>();
        Queue<Object> begun = new ConcurrentLinkedQueue<>();
        AttemptListener listener =
                new AttemptListener() {
                    @Override
                    public void outcome(Outcome<?, ?> outcome) {
                        told.add(outcome);
                    }

                    @Override
                    public void attemptStarted(Attempt attempt) {
                        begun.add(attempt.input());
                    }
                };
        Job<Long, Long> job = batch(BatchClauses::doubled);
        try (Engine engine = open(1);
                Run<Long, Long> run =
                        engine.start(
                                job.batchSize(2),
                                Inputs.range(0, 4),
                                RunOptions.<Long, Long>defaults().withListener(listener))) {
            int i = 0;
            for (Outcome<Long, Long> outcome : run) {
                assertSame(told.get(i++), outcome);
            }
            assertEquals(4, told.size());
        }
        assertEquals(Set.of(List.of(0L, 1L), List.of(2L, 3L)), new HashSet<>(begun));
    }

    @Test
    default void submittedInputsAreBatchesOfOne() {
        Job<Long, Long> job = batch(BatchClauses::doubled);
        try (Engine engine = open(2)) {
            assertEquals(14L, engine.submit(job.batchSize(5), 7L).join());
        }
    }

    /** Runs at random against what comes of each input by the rules. */
    @Test
    default void batchesEndAsTheirInputsDo() {
        needs(Trait.BLOCKING);
        for (int seed = 0; seed < 20; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int count = random.nextInt(120);
            int size = random.nextInt(1, 12);
            boolean split = random.nextBoolean();
            int tries = random.nextInt(1, 3);
            int window = random.nextInt(3) * 7;
            int most = window == 0 ? size : Math.min(size, window);
            Set<Long> bad = new HashSet<>();
            for (long i = 0; i < count; i++) {
                if (random.nextInt(10) == 0) {
                    bad.add(i);
                }
            }
            Job<Long, Long> job =
                    this.<Long>batch(
                                    inputs -> {
                                        if (inputs.stream().anyMatch(bad::contains)) {
                                            throw new IllegalStateException("bad");
                                        }
                                        return doubled(inputs);
                                    })
                            .batchSize(size)
                            .retry(Retry.upTo(tries));
            try (Engine engine = open(2);
                    Run<Long, Long> run =
                            engine.start(
                                    split ? job.splitFailed() : job,
                                    Inputs.range(0, count),
                                    RunOptions.<Long, Long>defaults().withWindow(window))) {
                List<Outcome<Long, Long>> outcomes = inOrder(run);
                assertEquals(count, outcomes.size(), "seed " + seed);
                for (Outcome<Long, Long> outcome : outcomes) {
                    long input = outcome.input();
                    long first = split ? input : input / most * most;
                    long end = split ? input + 1 : first + most;
                    boolean fails = LongStream.range(first, end).anyMatch(bad::contains);
                    assertEquals(fails, outcome instanceof Failed, input + ", seed " + seed);
                }
                assertEquals(count, run.report().done() + run.report().failed());
            }
        }
    }
}
