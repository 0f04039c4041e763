package dev.hocket.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.Engine;
import dev.hocket.Inputs;
import dev.hocket.Job;
import dev.hocket.spi.Trait;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionService;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The engine as an executor service, for engines that can be one. */
interface ExecutorClauses extends ContractClauses {

    /** A task waits for a stage, with or without a time limit, a latch, a queue: at any width. */
    @Test
    default void aTaskMayWaitForWhatItHandsToItsOwnExecutor() throws Exception {
        needs(Trait.BLOCKING);
        needs(Trait.BACKGROUND);
        for (int width = 1; width <= 2; width++) {
            try (Engine engine = open(width);
                    ExecutorService executor = engine.asExecutorService()) {
                List<CompletableFuture<Long>> all = new ArrayList<>();
                for (NestedWait way : NestedWait.values()) {
                    for (int i = 0; i < 3; i++) {
                        all.add(CompletableFuture.supplyAsync(() -> way.of(executor), executor));
                    }
                }
                for (CompletableFuture<Long> each : all) {
                    assertEquals(7, each.get(BoundedWait.BOUND.toSeconds(), TimeUnit.SECONDS));
                }
                Job<Long, Long> outer =
                        job(
                                "outer",
                                input -> NestedWait.values()[(int) (long) input].seven(executor));
                int ways = NestedWait.values().length;
                long sum = 0;
                for (long each : engine.map(outer, Inputs.range(0, ways))) {
                    sum += each;
                }
                assertEquals(ways * 7L, sum);
            }
        }
    }

    /** Ways to wait for what was handed to an executor; each gives 7. */
    enum NestedWait {
        JOIN {
            @Override
            long seven(ExecutorService executor) {
                return CompletableFuture.supplyAsync(() -> 7L, executor).join();
            }
        },
        DEEP_JOIN {
            @Override
            long seven(ExecutorService executor) {
                return deep(executor, 6) + 1;
            }

            private static long deep(ExecutorService executor, int depth) {
                return depth == 0
                        ? 0
                        : 1
                                + CompletableFuture.supplyAsync(
                                                () -> deep(executor, depth - 1), executor)
                                        .join();
            }
        },
        CHAIN {
            @Override
            long seven(ExecutorService executor) {
                return CompletableFuture.supplyAsync(() -> 3L, executor)
                        .thenApplyAsync(n -> 2 * n, executor)
                        .thenApplyAsync(n -> n + 1, executor)
                        .join();
            }
        },
        ALL {
            @Override
            long seven(ExecutorService executor) {
                AtomicInteger sum = new AtomicInteger();
                CompletableFuture<?>[] all = new CompletableFuture<?>[7];
                Arrays.setAll(all, i -> CompletableFuture.runAsync(sum::incrementAndGet, executor));
                CompletableFuture.allOf(all).join();
                return sum.get();
            }
        },
        TIMED_GET {
            @Override
            long seven(ExecutorService executor) throws Exception {
                return executor.submit(() -> 7L).get(1, TimeUnit.HOURS);
            }
        },
        LATCH {
            @Override
            long seven(ExecutorService executor) throws Exception {
                CountDownLatch latch = new CountDownLatch(1);
                executor.execute(latch::countDown);
                latch.await();
                return 7;
            }
        },
        COMPLETION_QUEUE {
            @Override
            long seven(ExecutorService executor) throws Exception {
                CompletionService<Long> done = new ExecutorCompletionService<>(executor);
                for (long part : new long[] {2, 5}) {
                    Future<Long> _ = done.submit(() -> part);
                }
                return done.take().get() + done.take().get();
            }
        };

        abstract long seven(ExecutorService executor) throws Exception;

        long of(ExecutorService executor) {
            try {
                return seven(executor);
            } catch (Exception failed) {
                throw new IllegalStateException(failed);
            }
        }
    }

    /** Trees of tasks that wait for their branches, in two lanes. */
    @Test
    default void manyTasksMayWaitForTasksOfTheirOwnExecutor() throws Exception {
        needs(Trait.BLOCKING);
        needs(Trait.BACKGROUND);
        int trees = Integer.getInteger("hocket.stress", 200);
        try (Engine engine = open(2);
                ExecutorService executor = engine.asExecutorService()) {
            SplittableRandom dice = new SplittableRandom(11);
            List<CompletableFuture<Integer>> all = new ArrayList<>();
            int expected = 0;
            for (int i = 0; i < trees; i++) {
                int size = 1 + dice.nextInt(12);
                expected += size;
                all.add(CompletableFuture.supplyAsync(() -> grown(executor, size), executor));
            }
            int sum = 0;
            for (CompletableFuture<Integer> tree : all) {
                sum += tree.get(BoundedWait.BOUND.toSeconds(), TimeUnit.SECONDS);
            }
            assertEquals(expected, sum);
        }
    }

    /** The size of a tree of tasks. */
    private static int grown(ExecutorService executor, int size) {
        if (size == 1) {
            return 1;
        }
        int half = (size - 1) / 2;
        CompletableFuture<Integer> left =
                half == 0
                        ? CompletableFuture.completedFuture(0)
                        : CompletableFuture.supplyAsync(() -> grown(executor, half), executor);
        CompletableFuture<Integer> right =
                CompletableFuture.supplyAsync(() -> grown(executor, size - 1 - half), executor);
        return 1 + left.join() + right.join();
    }

    /** A task that waits for something else keeps its lane to itself. */
    @Test
    default void aCommandThatWaitsKeepsItsLane() throws Exception {
        needs(Trait.BLOCKING);
        needs(Trait.BACKGROUND);
        CompletableFuture<Boolean> gate = new CompletableFuture<>();
        AtomicInteger inside = new AtomicInteger();
        CountDownLatch entered = new CountDownLatch(1);
        try (Engine engine = open(1);
                ExecutorService executor = engine.asExecutorService()) {
            List<Future<Boolean>> all = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                all.add(
                        executor.submit(() -> {
                            boolean alone = inside.incrementAndGet() == 1;
                            entered.countDown();
                            alone &= gate.join();
                            inside.decrementAndGet();
                            return alone;
                        }));
            }
            BoundedWait.await(entered, "the first command");
            for (int i = 0; i < 200_000; i++) {
                Thread.onSpinWait(); // a chance for what must not happen
            }
            gate.complete(true);
            for (Future<Boolean> each : all) {
                assertTrue(each.get(BoundedWait.BOUND.toSeconds(), TimeUnit.SECONDS));
            }
        }
    }

    @Test
    default void anExecutorSaysHowItIs() throws Exception {
        needs(Trait.BLOCKING);
        needs(Trait.BACKGROUND);
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        try (Engine engine = open(1)) {
            ExecutorService executor = engine.asExecutorService();
            Future<?> first =
                    executor.submit(() -> {
                        entered.countDown();
                        gate.await();
                        return 1;
                    });
            Future<?> second = executor.submit(() -> 2);
            BoundedWait.await(entered, "the first command");
            String busy = executor.toString();
            assertTrue(busy.contains(engine.toString()), busy);
            assertTrue(
                    busy.contains(
                            "[Running, active commands = 1, queued commands = 1, completed commands"
                                    + " = 0]"),
                    busy);
            executor.shutdown();
            String ending = executor.toString();
            assertTrue(ending.contains("[Shutting down, active commands = 1"), ending);
            gate.countDown();
            assertTrue(executor.awaitTermination(BoundedWait.BOUND.toSeconds(), TimeUnit.SECONDS));
            assertFalse(first.isCancelled() || second.isCancelled());
            String ended = executor.toString();
            assertTrue(
                    ended.contains(
                            "[Terminated, active commands = 0, queued commands = 0, completed"
                                    + " commands = 2]"),
                    ended);
        }
    }
}
