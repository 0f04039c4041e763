package dev.hocket.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.AsyncTask;
import dev.hocket.Cause;
import dev.hocket.Done;
import dev.hocket.Engine;
import dev.hocket.Failed;
import dev.hocket.Inputs;
import dev.hocket.Job;
import dev.hocket.Outcome;
import dev.hocket.RefusedException;
import dev.hocket.Run;
import dev.hocket.RunOptions;
import dev.hocket.testkit.ManualTicker;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What only {@code async} promises; the rest is in {@link AsyncTest}. */
@Timeout(120)
class AsyncEngineTest {
    private static final AsyncTask<Long, Long> SAME = CompletableFuture::completedFuture;

    @Test
    void manyAreInFlightOnTwoThreads() {
        int count = 20_000;
        Queue<CompletableFuture<Long>> started = new ConcurrentLinkedQueue<>();
        AtomicLong left = new AtomicLong(count);
        Job<Long, Long> job =
                Job.async(
                        "crowd",
                        input -> {
                            CompletableFuture<Long> stage = new CompletableFuture<>();
                            started.add(stage);
                            if (left.decrementAndGet() == 0) {
                                assertTrue(loops() <= 2, "threads of the engine: " + loops());
                                started.forEach(each -> each.complete(1L));
                            }
                            return stage;
                        });
        try (Engine engine = Engines.async(count)) {
            assertEquals(
                    count,
                    engine.map(job, Inputs.range(0, count)).stream()
                            .mapToLong(Long::longValue)
                            .sum());
        }
    }

    private static long loops() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("hocket-async"))
                .count();
    }

    /** In a chunk of attempts that complete at once, one that does not holds up none of them. */
    @Test
    void anAttemptInFlightHoldsUpNoOther() {
        int count = 200_000;
        CompletableFuture<Long> late = new CompletableFuture<>();
        Job<Long, Long> job =
                Job.async(
                        "one late",
                        input ->
                                input == 100_000 ? late : CompletableFuture.completedFuture(input));
        try (Engine engine = Engines.async(4);
                Run<Long, Long> run = engine.start(job, Inputs.range(0, count))) {
            Iterator<Outcome<Long, Long>> outcomes = run.iterator();
            for (int i = 1; i < count; i++) {
                assertTrue(outcomes.next().input() != 100_000);
            }
            late.complete(7L);
            Done<?, ?> last = assertInstanceOf(Done.class, outcomes.next());
            assertEquals(7L, last.output());
            assertFalse(outcomes.hasNext());
            assertEquals(count, run.report().attempts());
        }
    }

    @Test
    void everyWayToFailFailsItsInputAlone() {
        IOException broken = new IOException("broken");
        Job<Long, Long> job =
                Job.async(
                        "failing",
                        input ->
                                switch ((int) (input % 5)) {
                                    case 0 -> throw broken;
                                    case 1 -> CompletableFuture.failedFuture(broken);
                                    case 2 ->
                                            CompletableFuture.supplyAsync(() -> {
                                                throw new java.io.UncheckedIOException(broken);
                                            });
                                    case 3 -> nothing();
                                    default -> CompletableFuture.completedFuture(input);
                                });
        try (Engine engine = Engines.async(8);
                Run<Long, Long> run = engine.start(job, Inputs.range(0, 1_000))) {
            for (Outcome<Long, Long> outcome : run.inOrder()) {
                int kind = (int) (outcome.input() % 5);
                if (kind == 4) {
                    assertTrue(outcome.isDone());
                    continue;
                }
                Failed<?, ?> failed = assertInstanceOf(Failed.class, outcome);
                Throwable error = assertInstanceOf(Cause.Threw.class, failed.cause()).error();
                switch (kind) {
                    case 0, 1 -> assertSame(broken, error);
                    case 2 -> assertSame(broken, error.getCause());
                    default ->
                            assertTrue(
                                    String.valueOf(error.getMessage())
                                            .contains("must return a CompletionStage"),
                                    error.toString());
                }
            }
        }
    }

    @SuppressWarnings("NullAway") // what a wrong task does
    private static CompletableFuture<Long> nothing() {
        return null;
    }

    @Test
    void aStageThatItsTaskCancelsFailsAsThat() {
        CompletableFuture<Long> cancelled = new CompletableFuture<>();
        cancelled.cancel(true);
        Job<Long, Long> job = Job.async("cancelled", input -> cancelled);
        try (Engine engine = Engines.async(1);
                Run<Long, Long> run = engine.start(job, Inputs.range(0, 1))) {
            Failed<?, ?> failed = assertInstanceOf(Failed.class, run.iterator().next());
            Cause.Threw threw = assertInstanceOf(Cause.Threw.class, failed.cause());
            assertInstanceOf(CancellationException.class, threw.error());
        }
    }

    @Test
    void anOverrunCancelsItsStage() throws Exception {
        ManualTicker ticker = new ManualTicker();
        Duration deadline = Duration.ofSeconds(3);
        CompletableFuture<Long> never = new CompletableFuture<>();
        CountDownLatch started = new CountDownLatch(1);
        Job<Long, Long> job =
                Job.async(
                                "overrun",
                                (Long input) -> {
                                    started.countDown();
                                    return never;
                                })
                        .deadline(deadline);
        try (Engine engine = Engines.async(1);
                Run<Long, Long> run =
                        engine.start(
                                job,
                                Inputs.range(0, 1),
                                RunOptions.<Long, Long>defaults().withTicker(ticker))) {
            started.await();
            ticker.advance(deadline);
            Failed<?, ?> failed = assertInstanceOf(Failed.class, run.iterator().next());
            assertEquals(new Cause.TimedOut(deadline, false), failed.cause());
            assertTrue(never.isCancelled());
            assertEquals(0, run.report().abandoned());
        }
    }

    /**
     * A stage of another kind than a future may be cancelled by a copy only, and completes late.
     */
    @Test
    void stagesThatAreNotFuturesAreAwaited() {
        Job<Long, Long> job =
                Job.async(
                        "minimal",
                        input ->
                                CompletableFuture.supplyAsync(() -> input)
                                        .minimalCompletionStage());
        try (Engine engine = Engines.async(16)) {
            assertEquals(
                    LongStream.range(0, 2_000).boxed().toList(),
                    engine.map(job, Inputs.range(0, 2_000)));
        }
    }

    @Test
    void waitingForARunOnALoopIsRefused() {
        try (Engine engine = Engines.async(2)) {
            Job<Long, Long> inner = Job.async("inner", SAME);
            Job<Long, Long> outer =
                    Job.async(
                            "outer",
                            input ->
                                    CompletableFuture.completedFuture(
                                            engine.map(inner, Inputs.range(0, 3)).getFirst()));
            try (Run<Long, Long> run = engine.start(outer, Inputs.range(0, 1))) {
                Failed<?, ?> failed = assertInstanceOf(Failed.class, run.iterator().next());
                assertTrue(failed.cause().message().contains("must not wait for a run"));
            }
        }
    }

    /** With one slot: the attempt that waits for its own run leaves one to it. */
    @Test
    void aStageMayComeFromARunOnTheSameEngine() {
        try (Engine engine = Engines.async(1)) {
            Job<Long, Long> leaf = Job.async("leaf", i -> CompletableFuture.supplyAsync(() -> i));
            Job<Long, Long> inner =
                    Job.async("inner", i -> count(engine.start(leaf, Inputs.range(0, 10))));
            Job<Long, Long> outer =
                    Job.async("outer", i -> count(engine.start(inner, Inputs.range(0, 5))));
            assertEquals(List.of(5L, 5L, 5L), engine.map(outer, Inputs.range(0, 3)));
        }
    }

    private static CompletableFuture<Long> count(Run<Long, Long> run) {
        CompletableFuture<Long> count = new CompletableFuture<>();
        AtomicLong done = new AtomicLong();
        run.publisher()
                .subscribe(
                        new Flow.Subscriber<>() {
                            @Override
                            public void onSubscribe(Flow.Subscription subscription) {
                                subscription.request(Long.MAX_VALUE);
                            }

                            @Override
                            public void onNext(Outcome<Long, Long> outcome) {
                                done.addAndGet(outcome.isDone() ? 1 : 0);
                            }

                            @Override
                            public void onError(Throwable failure) {
                                count.completeExceptionally(failure);
                            }

                            @Override
                            public void onComplete() {
                                count.complete(done.get());
                            }
                        });
        return count;
    }

    /** What is in flight goes on while the source is waited for. */
    @Test
    void aSlowSourceHoldsNoLoop() throws Exception {
        BlockingQueue<Long> source = new LinkedBlockingQueue<>();
        Iterator<Long> inputs =
                new Iterator<>() {
                    private long next;

                    @Override
                    public boolean hasNext() {
                        try {
                            next = source.take();
                        } catch (InterruptedException _) {
                            next = -1;
                        }
                        return next >= 0;
                    }

                    @Override
                    public Long next() {
                        return next;
                    }
                };
        BlockingQueue<CompletableFuture<Long>> stages = new LinkedBlockingQueue<>();
        Job<Long, Long> job =
                Job.async(
                        "slow",
                        input -> {
                            CompletableFuture<Long> stage = new CompletableFuture<>();
                            stages.add(stage);
                            return stage;
                        });
        try (Engine engine = Engines.async(4);
                Run<Long, Long> run = engine.start(job, Inputs.live(inputs))) {
            Iterator<Outcome<Long, Long>> outcomes = run.iterator();
            for (long i = 0; i < 20; i++) {
                source.add(i);
                stages.take().complete(i * i);
                assertEquals(i, outcomes.next().input());
            }
            source.add(-1L);
            assertFalse(outcomes.hasNext());
        }
    }

    @Test
    void aTaskThatHoldsItsLoopIsReported() {
        CompletableFuture<BlockedLoop> report = new CompletableFuture<>();
        List<BlockedLoop> reports = new ArrayList<>();
        Job<Long, String> job =
                Job.async(
                        "holding",
                        input ->
                                CompletableFuture.completedFuture(
                                        input == 3 ? report.join().thread() : "free"));
        try (Engine engine =
                Engines.async(
                        1,
                        Duration.ofMillis(5),
                        blocked -> {
                            if (blocked.index() == 3) { // a busy machine may hold any
                                reports.add(blocked);
                                report.complete(blocked);
                            }
                        })) {
            assertEquals("hocket-async-1", engine.map(job, Inputs.range(0, 9)).get(3));
        }
        BlockedLoop blocked = report.join();
        assertEquals("holding", blocked.job());
        assertEquals("3", blocked.input());
        assertTrue(blocked.held().toMillis() >= 5);
        assertTrue(blocked.toString().contains("AsyncEngineTest"), blocked.toString());
        assertEquals(1, reports.size(), "told once");
    }

    /** None is missed, however short it is over the limit, whichever code of the job it is. */
    @Test
    void allThatHoldTheirLoopAreReported() {
        Duration limit = Duration.ofMillis(2);
        Set<Long> reported = ConcurrentHashMap.newKeySet();
        Job<Long, Long> job =
                Job.<Long, Long>async(
                                "holding",
                                input ->
                                        switch ((int) (input % 3)) {
                                            case 0 ->
                                                    CompletableFuture.completedFuture(hold(limit));
                                            case 1 -> CompletableFuture.supplyAsync(() -> input);
                                            default -> CompletableFuture.completedFuture(input);
                                        })
                        .growing(
                                (input, _) -> input % 3 == 1 ? List.of(hold(limit)) : List.of(),
                                Long::valueOf)
                        .key(String::valueOf);
        try (Engine engine =
                Engines.async(
                        2,
                        limit,
                        blocked -> {
                            if (blocked.held().compareTo(limit) >= 0) {
                                reported.add(blocked.index());
                            }
                        })) {
            try (Run<Long, Long> run = engine.start(job, Inputs.range(0, 60))) {
                assertTrue(run.drain().done() >= 60);
            }
        }
        for (long i = 0; i < 60; i++) {
            assertTrue(i % 3 == 2 || reported.contains(i), "not reported: " + i);
        }
    }

    /** Keeps its thread for the whole of a time. */
    private static long hold(Duration time) {
        long began = System.nanoTime();
        while (System.nanoTime() - began < time.toNanos()) {
            Thread.onSpinWait();
        }
        return -1; // an input of its own, which holds nothing
    }

    @Test
    void whatNeedsAThreadIsRefused() {
        try (Engine engine = Engines.async(2)) {
            RefusedException refused =
                    assertThrows(
                            RefusedException.class,
                            () -> engine.map(Job.of("blocks", (Long i) -> i), List.of(1L)));
            assertEquals(
                    "blocks has a task that blocks, and the engine async runs only tasks that"
                            + " return a CompletionStage; engines that can: auto, forkjoin,"
                            + " sequential, threads, virtual",
                    refused.getMessage());
            assertThrows(RefusedException.class, engine::asExecutorService);
            assertThrows(
                    RefusedException.class, () -> engine.reduceToLong(0, 9, 0, i -> i, Long::sum));
        }
    }

    /** Stages completed by several threads, in any order, among such that are complete at once. */
    @Test
    void whoeverCompletesStagesNothingIsLost() {
        int count = 100_000;
        SplittableRandom dice = new SplittableRandom(5);
        int[] ways = dice.ints(count, 0, 10).toArray();
        try (ExecutorService others = Executors.newFixedThreadPool(3);
                Engine engine = Engines.async(50)) {
            Job<Long, Long> job =
                    Job.async(
                            "mixed",
                            input ->
                                    switch (ways[input.intValue()]) {
                                        case 0 ->
                                                CompletableFuture.supplyAsync(() -> -input, others);
                                        case 1 ->
                                                CompletableFuture.supplyAsync(() -> -input, others)
                                                        .thenApplyAsync(output -> output, others);
                                        default -> CompletableFuture.completedFuture(-input);
                                    });
            long expected = 0;
            try (Run<Long, Long> run = engine.start(job, Inputs.range(0, count))) {
                for (Outcome<Long, Long> outcome : run.inOrder()) {
                    Done<?, ?> done = assertInstanceOf(Done.class, outcome);
                    assertEquals(expected, done.input());
                    assertEquals(-expected, done.output());
                    expected++;
                }
            }
            assertEquals(count, expected);
        }
    }
}
