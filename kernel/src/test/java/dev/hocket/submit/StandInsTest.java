package dev.hocket.submit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.run.HandTicker;
import dev.hocket.run.SmallEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Commands that run in place of tasks which wait for them; the looks are made by hand. */
@Timeout(60)
class StandInsTest {
    private final HandTicker ticker = new HandTicker();
    private final SmallEngine engine = new SmallEngine(1);
    private final EngineExecutor executor = new EngineExecutor(engine, ticker);

    /** Waits until a thread waits. */
    private static Thread waiting(AtomicReference<Thread> thread) {
        Thread seen = thread.get();
        while (seen == null || !StandIns.waits(seen)) {
            LockSupport.parkNanos(10_000);
            seen = thread.get();
        }
        return seen;
    }

    private void look() {
        ticker.turn(StandIns.LAST_NANOS);
    }

    @Test
    void aTaskThatWaitsHasItsCommandRunAfterTwoLooks() {
        AtomicReference<Thread> task = new AtomicReference<>();
        CompletableFuture<Thread> outer =
                CompletableFuture.supplyAsync(
                        () -> {
                            CompletableFuture<Thread> inner =
                                    CompletableFuture.supplyAsync(Thread::currentThread, executor);
                            task.set(Thread.currentThread());
                            return inner.join();
                        },
                        executor);
        Thread waits = waiting(task);
        ticker.turn(StandIns.FIRST_NANOS);
        assertFalse(outer.isDone(), "it may have waited for a moment only");
        look();
        Thread ran = outer.join();
        assertTrue(ran.getName().contains("stand-in"), ran::getName);
        assertTrue(ran.isDaemon());
        assertFalse(ran.equals(waits));
        executor.shutdown();
    }

    @Test
    void aTaskThatRunsHasNoStandIn() throws Exception {
        CountDownLatch handedIn = new CountDownLatch(1);
        CompletableFuture<Boolean> go = new CompletableFuture<>();
        CountDownLatch ranInner = new CountDownLatch(1);
        executor.execute(() -> {
            executor.execute(ranInner::countDown);
            handedIn.countDown();
            while (!go.isDone()) {
                Thread.onSpinWait();
            }
        });
        handedIn.await();
        for (int i = 0; i < 20; i++) {
            look();
        }
        assertEquals(1, ranInner.getCount());
        assertEquals(1, ticker.scheduled(), "it goes on to look");
        go.complete(true);
        ranInner.await();
        look();
        assertEquals(0, ticker.scheduled(), "there is nothing to look for");
        executor.shutdown();
    }

    @Test
    void commandsFromOutsideHaveTheirLanesAlone() {
        AtomicReference<Thread> task = new AtomicReference<>();
        CompletableFuture<Boolean> gate = new CompletableFuture<>();
        executor.execute(() -> {
            task.set(Thread.currentThread());
            gate.join();
        });
        CompletableFuture<Void> second = CompletableFuture.runAsync(() -> {}, executor);
        Thread _ = waiting(task);
        look();
        look();
        assertEquals(0, ticker.scheduled(), "nothing is looked at for them");
        assertFalse(second.isDone());
        gate.complete(true);
        second.join();
        executor.shutdown();
    }

    /** The looks hold the lock: whoever is held up by them does not wait for a command. */
    @Test
    void aStandInThatIsHeldUpByTheLooksIsNotStoodInFor() {
        AtomicReference<Thread> task = new AtomicReference<>();
        Set<Thread> ran = ConcurrentHashMap.newKeySet();
        CompletableFuture<Void> outer =
                CompletableFuture.runAsync(
                        () -> {
                            CompletableFuture<?>[] all = new CompletableFuture<?>[5_000];
                            for (int i = 0; i < all.length; i++) {
                                all[i] =
                                        CompletableFuture.runAsync(
                                                () -> ran.add(Thread.currentThread()), executor);
                            }
                            task.set(Thread.currentThread());
                            CompletableFuture.allOf(all).join();
                        },
                        executor);
        Thread _ = waiting(task);
        ticker.turn(StandIns.FIRST_NANOS);
        while (!outer.isDone()) {
            look();
        }
        assertEquals(1, ran.size(), ran::toString);
        executor.shutdown();
    }

    /** One of them at a time, as the task has one lane. */
    @Test
    void oneStandInRunsAllThatItsTaskWaitsFor() {
        AtomicReference<Thread> task = new AtomicReference<>();
        List<Thread> ran = new ArrayList<>();
        CompletableFuture<Void> outer =
                CompletableFuture.runAsync(
                        () -> {
                            CompletableFuture<?>[] all = new CompletableFuture<?>[50];
                            for (int i = 0; i < all.length; i++) {
                                all[i] =
                                        CompletableFuture.runAsync(
                                                () -> ran.add(Thread.currentThread()), executor);
                            }
                            task.set(Thread.currentThread());
                            CompletableFuture.allOf(all).join();
                        },
                        executor);
        Thread _ = waiting(task);
        ticker.turn(StandIns.FIRST_NANOS);
        look();
        outer.join();
        assertEquals(50, ran.size());
        assertEquals(1, ran.stream().distinct().count(), ran::toString);
        executor.shutdown();
    }

    @Test
    void whatAStandInHandsInBelongsToItsTask() {
        AtomicReference<Thread> task = new AtomicReference<>();
        CompletableFuture<Integer> outer =
                CompletableFuture.supplyAsync(
                        () -> {
                            CompletableFuture<Integer> chain =
                                    CompletableFuture.supplyAsync(() -> 1, executor)
                                            .thenApplyAsync(n -> n + 1, executor)
                                            .thenApplyAsync(n -> n + 1, executor);
                            task.set(Thread.currentThread());
                            return chain.join();
                        },
                        executor);
        Thread _ = waiting(task);
        while (!outer.isDone()) {
            look();
        }
        assertEquals(3, outer.join());
        executor.shutdown();
    }

    @Test
    void shuttingDownNowGivesBackWhatTasksHandedIn() throws Exception {
        AtomicReference<Thread> task = new AtomicReference<>();
        CountDownLatch interrupted = new CountDownLatch(1);
        Runnable inner = () -> {};
        executor.execute(() -> {
            executor.execute(inner);
            task.set(Thread.currentThread());
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException _) {
                interrupted.countDown();
            }
        });
        Thread _ = waiting(task);
        assertEquals(List.of(inner), executor.shutdownNow());
        interrupted.await();
        assertTrue(executor.awaitTermination(30, TimeUnit.SECONDS));
        assertEquals(
                "executor service of small:1[Terminated, active commands = 0, queued commands = 0,"
                        + " completed commands = 1]",
                executor.toString().replaceFirst("of .*\\[", "of small:1["));
    }
}
