package dev.hocket.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.hocket.Cause;
import dev.hocket.Engine;
import dev.hocket.FailedInputException;
import dev.hocket.Job;
import dev.hocket.Limit;
import dev.hocket.Retry;
import dev.hocket.RunException;
import dev.hocket.Task;
import dev.hocket.spi.Trait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Inputs that are submitted one by one, each with its future. */
interface SubmitClauses extends ContractClauses {

    private static <T> T got(CompletableFuture<T> future) throws Exception {
        return future.get(BoundedWait.BOUND.toSeconds(), TimeUnit.SECONDS);
    }

    private static Throwable failure(CompletableFuture<?> future) {
        ExecutionException failed =
                assertThrows(
                        ExecutionException.class,
                        () -> future.get(BoundedWait.BOUND.toSeconds(), TimeUnit.SECONDS));
        return Objects.requireNonNull(failed.getCause());
    }

    @Test
    default void eachSubmittedInputHasItsOutput() throws Exception {
        int threads = 4;
        int each = 500;
        Job<Long, Long> twice = job("twice", input -> 2 * input);
        try (Engine engine = open(2)) {
            List<SideThread<Boolean>> all = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                long first = (long) t * each;
                all.add(SideThread.start(() -> submitsAll(engine, twice, first, each)));
            }
            for (SideThread<Boolean> one : all) {
                assertTrue(one.get());
            }
        }
    }

    private static boolean submitsAll(Engine engine, Job<Long, Long> twice, long first, int count)
            throws Exception {
        List<CompletableFuture<Long>> futures = new ArrayList<>();
        for (long i = first; i < first + count; i++) {
            futures.add(engine.submit(twice, i));
        }
        for (int i = 0; i < count; i++) {
            assertEquals(2 * (first + i), got(futures.get(i)));
        }
        for (long i = first; i < first + 50; i++) {
            assertEquals(2 * i, got(engine.submit(twice, i)));
        }
        return true;
    }

    @Test
    default void aSubmittedInputThatFailsSaysWhy() {
        IllegalStateException bad = new IllegalStateException("bad");
        try (Engine engine = open(2)) {
            Throwable failure =
                    failure(
                            engine.submit(
                                    job(
                                            "failing",
                                            (Long _) -> {
                                                throw bad;
                                            }),
                                    7L));
            FailedInputException failed = assertInstanceOf(FailedInputException.class, failure);
            assertInstanceOf(Cause.Threw.class, failed.why());
            assertTrue(String.valueOf(failed.getMessage()).contains("'7'"), failed::getMessage);
        }
    }

    @Test
    default void aSubmittedInputIsTriedAgain() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        Job<Long, String> job =
                this.<Long, String>job(
                                "again",
                                input -> {
                                    if (attempts.incrementAndGet() < 3) {
                                        throw new IllegalStateException("not yet");
                                    }
                                    return "third";
                                })
                        .retry(Retry.upTo(3).withBackoff(Duration.ofMillis(1)));
        try (Engine engine = open(1)) {
            assertEquals("third", got(engine.submit(job, 1L)));
            assertEquals(3, attempts.get());
        }
    }

    @Test
    default void aSubmittedInputHasItsDeadline() throws Exception {
        needs(Trait.DEADLINES);
        Job<Long, Long> job =
                this.<Long, Long>job(
                                "hanging",
                                input -> {
                                    if (input == 0) {
                                        new CountDownLatch(1).await();
                                    }
                                    return input;
                                })
                        .deadline(Duration.ofMillis(100));
        try (Engine engine = open(1)) {
            CompletableFuture<Long> hanging = engine.submit(job, 0L);
            Throwable failure = failure(hanging);
            FailedInputException failed = assertInstanceOf(FailedInputException.class, failure);
            assertInstanceOf(Cause.TimedOut.class, failed.why());
            assertEquals(1L, got(engine.submit(job, 1L)));
        }
    }

    /** Its limit holds over all that is submitted, and keys do not wait for one another. */
    @Test
    default void submittedInputsShareTheirLimits() throws Exception {
        needs(Trait.CONCURRENT);
        needs(Trait.BACKGROUND);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        Job<Long, Long> job =
                this.<Long, Long>job(
                                "limited",
                                input -> {
                                    if (input % 2 == 1) {
                                        return input;
                                    }
                                    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                                    entered.countDown();
                                    BoundedWait.await(gate, "the gate");
                                    inside.decrementAndGet();
                                    return input;
                                })
                        .limit(new Limit<>(input -> input % 2, 1, null));
        try (Engine engine = open(3)) {
            List<CompletableFuture<Long>> even = new ArrayList<>();
            for (long i = 0; i < 20; i += 2) {
                even.add(engine.submit(job, i));
            }
            BoundedWait.await(entered, "the first of the even ones");
            assertEquals(1L, got(engine.submit(job, 1L)));
            gate.countDown();
            for (CompletableFuture<Long> each : even) {
                assertEquals(0, got(each) % 2);
            }
        }
        assertEquals(1, most.get(), "attempts at once of one key");
    }

    @Test
    default void aCancelledInputNeverBegins() throws Exception {
        needs(Trait.BACKGROUND);
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        Set<Long> begun = ConcurrentHashMap.newKeySet();
        Job<Long, Long> job =
                job(
                        "waiting",
                        input -> {
                            begun.add(input);
                            entered.countDown();
                            BoundedWait.await(gate, "the gate");
                            return input;
                        });
        try (Engine engine = open(1)) {
            CompletableFuture<Long> first = engine.submit(job, 0L);
            BoundedWait.await(entered, "the first attempt");
            CompletableFuture<Long> second = engine.submit(job, 1L);
            CompletableFuture<Long> third = engine.submit(job, 2L);
            assertTrue(second.cancel(true));
            gate.countDown();
            assertEquals(0L, got(first));
            assertEquals(2L, got(third));
            assertThrows(CancellationException.class, second::join);
            assertEquals(Set.of(0L, 2L), begun);
        }
    }

    @Test
    default void cancellingARunningInputStopsItAlone() throws Exception {
        needs(Trait.BACKGROUND);
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        Job<Long, Long> job =
                job(
                        "stopped",
                        input -> {
                            if (input == 0) {
                                entered.countDown();
                                try {
                                    new CountDownLatch(1).await();
                                } finally {
                                    stopped.countDown();
                                }
                            }
                            return input;
                        });
        try (Engine engine = open(1)) {
            CompletableFuture<Long> first = engine.submit(job, 0L);
            CompletableFuture<Long> second = engine.submit(job, 1L);
            BoundedWait.await(entered, "the first attempt");
            assertTrue(first.cancel(true));
            BoundedWait.await(stopped, "the end of the attempt that was cancelled");
            assertEquals(1L, got(second));
            assertTrue(first.isCancelled());
        }
    }

    /** Many wait behind one: some fail once or for good, some are withdrawn, each by itself. */
    @Test
    default void inputsThatWaitInALongQueueEndEachInItsOwnWay() throws Exception {
        needs(Trait.BACKGROUND);
        int count = 600;
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        Set<Long> once = ConcurrentHashMap.newKeySet();
        Job<Long, Long> job =
                this.<Long, Long>job(
                                "queued",
                                input -> {
                                    if (input == 0) {
                                        entered.countDown();
                                        BoundedWait.await(gate, "the gate");
                                    }
                                    if (input % 7 == 6 || (input % 7 == 5 && once.add(input))) {
                                        throw new IllegalStateException("bad " + input);
                                    }
                                    if (input % 7 == 4) {
                                        Thread.currentThread().interrupt(); // litter
                                    }
                                    return 2 * input;
                                })
                        .retry(Retry.upTo(2));
        List<CompletableFuture<Long>> all = new ArrayList<>();
        List<CompletableFuture<Long>> dependent = new ArrayList<>();
        try (Engine engine = open(1)) {
            for (long i = 0; i < count; i++) {
                CompletableFuture<Long> one = engine.submit(job, i);
                all.add(one);
                dependent.add(i % 5 == 0 ? one.thenApply(output -> output + 1) : one);
            }
            BoundedWait.await(entered, "the first attempt");
            for (int i = 3; i < count; i += 7) {
                assertTrue(all.get(i).cancel(false));
            }
            gate.countDown();
            for (int i = 0; i < count; i++) {
                CompletableFuture<Long> one = all.get(i);
                String which = "input " + i;
                switch (i % 7) {
                    case 3 -> assertThrows(CancellationException.class, () -> got(one));
                    case 6 -> {
                        String why = String.valueOf(failure(one).getMessage());
                        assertTrue(why.contains("'" + i + "'"), why);
                        assertTrue(why.contains("bad " + i), why);
                    }
                    default -> {
                        assertEquals(2L * i, got(one), which);
                        assertEquals(2L * i + (i % 5 == 0 ? 1 : 0), got(dependent.get(i)), which);
                    }
                }
            }
        }
    }

    /** The engine may be closed by what depends on a future, though others still wait. */
    @Test
    @SuppressWarnings("try") // it is closed by what depends on the future
    default void whatDependsOnAFutureMayCloseTheEngine() throws Exception {
        needs(Trait.BACKGROUND);
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        Job<Long, Long> job =
                job(
                        "closing",
                        input -> {
                            entered.countDown();
                            BoundedWait.await(gate, "the gate");
                            return input;
                        });
        try (Engine engine = open(1)) {
            CompletableFuture<Long> first = engine.submit(job, 0L);
            CompletableFuture<Void> closed = first.thenAccept(_ -> engine.close());
            BoundedWait.await(entered, "the first attempt");
            CompletableFuture<Long> second = engine.submit(job, 1L);
            gate.countDown();
            assertEquals(0L, got(first));
            closed.get(BoundedWait.BOUND.toSeconds(), TimeUnit.SECONDS);
            second.handle((_, _) -> true).get(BoundedWait.BOUND.toSeconds(), TimeUnit.SECONDS);
        }
    }

    /** At any moment of its life, so that all orders of cancelling and running come up. */
    @Test
    default void inputsMayBeCancelledAtAnyTime() throws Exception {
        needs(Trait.BACKGROUND);
        Job<Long, Long> job =
                this.<Long, Long>job(
                                "any",
                                input -> {
                                    if (input % 3 == 0) {
                                        throw new IllegalStateException("to be tried again");
                                    }
                                    return input;
                                })
                        .retry(Retry.upTo(2));
        try (Engine engine = open(2)) {
            for (long i = 0; i < 300; i++) {
                CompletableFuture<Long> one = engine.submit(job, i);
                for (long spin = 0; spin < i % 7 * 200; spin++) {
                    Thread.onSpinWait();
                }
                boolean cancelled = one.cancel(i % 2 == 0);
                if (!cancelled) {
                    assertTrue(one.isDone());
                }
                assertEquals(i + 1 - i % 3, got(engine.submit(job, i + 1 - i % 3)));
            }
        }
    }

    @Test
    default void closingTheEngineEndsWhatWasSubmitted() throws Exception {
        needs(Trait.BACKGROUND);
        CountDownLatch entered = new CountDownLatch(1);
        Job<Long, Long> job =
                job(
                        "open",
                        input -> {
                            entered.countDown();
                            new CountDownLatch(1).await();
                            return input;
                        });
        List<CompletableFuture<Long>> all = new ArrayList<>();
        List<CompletableFuture<Long>> dependent = new ArrayList<>();
        Engine engine = open(1);
        try (engine) {
            for (long i = 0; i < 5; i++) {
                all.add(engine.submit(job, i));
                dependent.add(all.getLast().thenApply(output -> output));
            }
            BoundedWait.await(entered, "the first attempt");
        }
        for (CompletableFuture<Long> each : all) {
            assertTrue(each.isDone(), "a future hangs though the engine is closed");
            RunException why = assertInstanceOf(RunException.class, failure(each));
            assertEquals(RunException.Part.ENGINE, why.part());
        }
        for (CompletableFuture<Long> each : dependent) {
            assertInstanceOf(RunException.class, failure(each));
        }
        assertThrows(IllegalStateException.class, () -> engine.submit(job, 7L));
    }

    /**
     * A task waits for what it submitted, with or without a time limit, or for what depends on it.
     */
    @Test
    default void aTaskMayWaitForWhatItSubmits() throws Exception {
        needs(Trait.BLOCKING);
        assumeFalse(traits().contains(Trait.ISOLATES_CRASHES), "its tasks have no engine");
        for (int width = 1; width <= 2; width++) {
            try (Engine engine = open(width)) {
                Job<Long, Long> leaf =
                        this.<Long, Long>job("leaf", new FailingOnce())
                                .retry(Retry.upTo(2).withBackoff(Duration.ofMillis(1)));
                Job<Long, Long> outer =
                        job(
                                "outer",
                                input -> {
                                    CompletableFuture<Long> one = engine.submit(leaf, 3L);
                                    CompletableFuture<Long> other = engine.submit(leaf, 4L);
                                    if (input == 1) {
                                        return got(one) + got(other);
                                    }
                                    if (input == 2) {
                                        CompletableFuture.allOf(one, other).join();
                                    }
                                    if (input == 3) {
                                        return one.thenCombine(other, Long::sum).join();
                                    }
                                    return one.get() + other.join();
                                });
                List<CompletableFuture<Long>> all = new ArrayList<>();
                for (int round = 0; round < 5; round++) {
                    for (long way = 0; way < 4; way++) {
                        all.add(engine.submit(outer, way));
                    }
                }
                for (CompletableFuture<Long> each : all) {
                    assertEquals(7, got(each));
                }
            }
        }
    }

    /** Fails at every other call. */
    final class FailingOnce implements Task<Long, Long> {
        private static final long serialVersionUID = 1;
        private final AtomicInteger calls = new AtomicInteger();

        @Override
        public Long run(Long input) {
            if (calls.incrementAndGet() % 50 == 1) {
                throw new IllegalStateException("once");
            }
            return input;
        }
    }

    /** A job for each input: their runs do not all stay. */
    @Test
    default void jobsMayBeMadeForEachInput() throws Exception {
        try (Engine engine = open(2)) {
            for (long i = 0; i < 40; i++) {
                assertEquals(i, got(engine.submit(job("job " + i, (Long input) -> input), i)));
            }
        }
    }

    @Test
    default void growingJobsAreNotSubmitted() {
        try (Engine engine = open(1)) {
            Job<Long, Long> growing =
                    this.<Long, Long>job("growing", input -> input)
                            .growing((input, _) -> List.of(input + 1), Long::valueOf);
            IllegalArgumentException refused =
                    assertThrows(IllegalArgumentException.class, () -> engine.submit(growing, 1L));
            assertFalse(String.valueOf(refused.getMessage()).isEmpty());
        }
    }
}
