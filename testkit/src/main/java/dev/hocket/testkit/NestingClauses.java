package dev.hocket.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.hocket.Engine;
import dev.hocket.Halt;
import dev.hocket.Inputs;
import dev.hocket.Job;
import dev.hocket.Outcome;
import dev.hocket.Retry;
import dev.hocket.Run;
import dev.hocket.RunOptions;
import dev.hocket.spi.Trait;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Runs share an engine: many at once, one within another, two in turns. */
interface NestingClauses extends ContractClauses {

    @Test
    default void tasksMayRunOnTheirOwnEngine() {
        needs(Trait.BLOCKING);
        for (int width : new int[] {1, 2}) {
            try (Engine engine = open(width)) {
                Job<Long, Long> leaf = job("leaf", input -> input);
                Job<Long, Long> inner =
                        job("inner", input -> sum(engine.map(leaf, Inputs.range(0, 10))));
                Job<Long, Long> outer =
                        job("outer", input -> sum(engine.map(inner, Inputs.range(0, 5))));
                assertEquals(4 * 5 * 45L, sum(engine.map(outer, Inputs.range(0, 4))));
            }
        }
    }

    /** From its own engine over another one back to it, all with one lane. */
    @Test
    default void tasksMayRunOnTheirEngineOverAnother() {
        needs(Trait.BLOCKING);
        try (Engine engine = open(1);
                Engine other = open(1)) {
            Job<Long, Long> leaf = job("leaf", input -> input);
            Job<Long, Long> back = job("back", input -> sum(engine.map(leaf, Inputs.range(0, 10))));
            Job<Long, Long> over = job("over", input -> sum(other.map(back, Inputs.range(0, 3))));
            assertEquals(4 * 3 * 45L, sum(engine.map(over, Inputs.range(0, 4))));
        }
    }

    /** The task waits for what the thread of a publisher gets. */
    @Test
    default void aTaskMaySubscribeToARunOnItsOwnEngine() {
        needs(Trait.BLOCKING);
        try (Engine engine = open(1)) {
            Job<Long, Long> leaf = job("leaf", input -> input);
            Job<Long, Long> outer =
                    job(
                            "outer",
                            input -> {
                                try (Run<Long, Long> run =
                                        engine.start(leaf, Inputs.range(0, 500))) {
                                    return CountingSubscriber.subscribe(run).get();
                                }
                            });
            assertEquals(List.of(500L, 500L), engine.map(outer, Inputs.range(0, 2)));
        }
    }

    @Test
    default void aTaskMayWaitForFuturesOfItsOwnEngine() {
        needs(Trait.BLOCKING);
        needs(Trait.BACKGROUND);
        try (Engine engine = open(1)) {
            ExecutorService executor = engine.asExecutorService();
            Job<Long, Long> outer =
                    job(
                            "outer",
                            input -> {
                                Future<Long> half = executor.submit(() -> input);
                                long sum = half.get();
                                for (Future<Long> each :
                                        executor.<Long>invokeAll(
                                                List.of(() -> input, () -> input))) {
                                    sum += each.get();
                                }
                                return sum + executor.<Long>invokeAny(List.of(() -> input));
                            });
            assertEquals(List.of(0L, 4L, 8L), engine.map(outer, Inputs.range(0, 3)));
            executor.shutdown();
        }
    }

    private static long sum(List<Long> numbers) {
        return numbers.stream().mapToLong(Long::longValue).sum();
    }

    @Test
    default void cancellingTheOuterRunReachesTheInner() throws Exception {
        needs(Trait.BLOCKING);
        try (Engine engine = open(1)) {
            CountDownLatch entered = new CountDownLatch(1);
            AtomicInteger innerStarts = new AtomicInteger();
            Job<Long, Long> inner =
                    job(
                            "inner",
                            input -> {
                                innerStarts.incrementAndGet();
                                entered.countDown();
                                new CountDownLatch(1).await();
                                return input;
                            });
            Job<Long, Long> outer =
                    job("outer", input -> sum(engine.map(inner, Inputs.range(0, 5))));
            try (Run<Long, Long> run = engine.start(outer, Inputs.range(0, 1))) {
                SideThread<CancellationException> consumer =
                        SideThread.start(
                                () -> assertThrows(CancellationException.class, run::drain));
                BoundedWait.await(entered, "the inner attempt");
                run.cancel(Halt.Mode.NOW);
                CancellationException _ = consumer.get();
                assertEquals(0, run.report().done());
                assertEquals(1, innerStarts.get(), "inner attempts");
                assertEquals(0, run.report().abandoned());
            }
        }
    }

    /** A consumer that helps and then turns to something else keeps no lane asleep. */
    @Test
    default void aHelperThatLeavesWakesALane() {
        needs(Trait.BLOCKING);
        needs(Trait.CONCURRENT);
        RunOptions<Long, Long> tight = RunOptions.<Long, Long>defaults().withWindow(2);
        Job<Long, Long> inner = job("inner", input -> input);
        try (Engine engine = open(2)) {
            Job<Long, Long> outer =
                    job(
                            "outer",
                            input -> {
                                long taken = 0;
                                try (Run<Long, Long> run =
                                        engine.start(inner, Inputs.range(0, 50), tight)) {
                                    for (Outcome<Long, Long> _ : run) {
                                        taken++;
                                        long ahead = Math.min(50, taken + 1);
                                        BoundedWait.until(
                                                "the other lane to fill the window",
                                                () -> run.progress().done() >= ahead);
                                    }
                                }
                                return taken;
                            });
            assertEquals(List.of(50L), engine.map(outer, Inputs.range(0, 1)));
        }
    }

    @Test
    default void oneThreadMayConsumeTwoRunsInTurns() {
        RunOptions<Long, Long> small = RunOptions.<Long, Long>defaults().withWindow(4);
        Job<Long, Long> same = job("same", input -> input);
        try (Engine engine = open(1);
                Run<Long, Long> left = engine.start(same, Inputs.range(0, 500), small);
                Run<Long, Long> right = engine.start(same, Inputs.range(0, 500), small)) {
            Iterator<Outcome<Long, Long>> a = left.inOrder().iterator();
            Iterator<Outcome<Long, Long>> b = right.inOrder().iterator();
            while (a.hasNext()) {
                assertEquals(a.next().input(), b.next().input());
            }
            assertFalse(b.hasNext());
        }
    }

    @Test
    default void manyRunsGoOnAtOnce() throws Exception {
        try (Engine engine = open(2)) {
            Job<Long, Long> same = job("same", input -> input);
            List<SideThread<List<Long>>> runs = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                runs.add(SideThread.start(() -> engine.map(same, Inputs.range(0, 2_000))));
            }
            List<Long> expected = LongStream.range(0, 2_000).boxed().toList();
            for (SideThread<List<Long>> run : runs) {
                assertEquals(expected, run.get());
            }
        }
    }

    @Test
    default void mapTriesAgainAndKeepsTheOrder() {
        AtomicInteger calls = new AtomicInteger();
        Job<Long, Long> flaky =
                this.<Long, Long>job(
                                "flaky",
                                input -> {
                                    if (calls.incrementAndGet() % 3 == 0) {
                                        throw new IllegalStateException("now and then");
                                    }
                                    return input;
                                })
                        .retry(Retry.upTo(1000));
        try (Engine engine = open(3)) {
            assertEquals(
                    LongStream.range(0, 3_000).boxed().toList(),
                    engine.map(flaky, Inputs.range(0, 3_000)));
        }
    }

    /** Sums of doubles differ with the order of the additions, so equal bits mean equal trees. */
    @Test
    default void reductionsGiveTheSameBitsAtEveryWidth() {
        needs(Trait.BLOCKING);
        double expected = 0;
        for (int width = 1; width <= 4; width++) {
            try (Engine engine = open(width)) {
                double ranged =
                        engine.reduceToDouble(0, 100_003, 0, i -> 1.0 / (i + 1), Double::sum);
                double listed =
                        engine.reduce(
                                Inputs.of(LongStream.range(0, 100_003).boxed().iterator()),
                                0.0,
                                i -> 1.0 / (i + 1),
                                Double::sum);
                assertEquals(ranged, listed, 0.0);
                expected = width == 1 ? ranged : expected;
                assertEquals(expected, ranged, 0.0);
            }
        }
        assertEquals(Math.log(100_003) + 0.5772156649, expected, 1e-4);
    }

    /** Small runs, cancelled at any moment; the property {@code hocket.stress} asks for more. */
    @Test
    default void runsMayBeCancelledAtAnyMoment() throws Exception {
        SplittableRandom dice = new SplittableRandom(7);
        try (Engine engine = open(2)) {
            int rounds = Integer.getInteger("hocket.stress", 200);
            for (int round = 0; round < rounds; round++) {
                int spins = dice.nextInt(20_000);
                try (Run<Long, Long> run =
                        engine.start(job("small", input -> input), Inputs.range(0, 500))) {
                    SideThread<Long> consumer = SideThread.start(() -> ConsumingForm.count(run));
                    for (int i = 0; i < spins; i++) {
                        Thread.onSpinWait();
                    }
                    run.cancel(dice.nextBoolean() ? Halt.Mode.NOW : Halt.Mode.SOON);
                    assertEquals(500, consumer.get() + run.report().notStarted());
                }
            }
        }
    }

    /** Counts the outcomes that a run publishes. */
    final class CountingSubscriber implements Flow.Subscriber<Outcome<Long, Long>> {
        private final CompletableFuture<Long> counted = new CompletableFuture<>();
        private long count;

        private CountingSubscriber() {}

        /** How many there were, when all have come. */
        static Future<Long> subscribe(Run<Long, Long> run) {
            CountingSubscriber counting = new CountingSubscriber();
            run.publisher().subscribe(counting);
            return counting.counted;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(Outcome<Long, Long> outcome) {
            count++;
        }

        @Override
        public void onError(Throwable failure) {
            counted.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            counted.complete(count);
        }
    }
}
