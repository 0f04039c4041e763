package dev.hocket.check.corpus.correct;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.Phaser;
import java.util.concurrent.RecursiveTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Programs whose threads are those of pools. */
public class Pools {
    private final AtomicInteger count = new AtomicInteger();

    private static void require(boolean right) {
        if (!right) {
            throw new AssertionError();
        }
    }

    public void isShutDownAndAwaited() throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(2);
        for (int i = 0; i < 3; i++) {
            pool.execute(count::incrementAndGet);
        }
        pool.shutdown();
        require(pool.awaitTermination(1, TimeUnit.MINUTES));
        require(count.get() == 3);
    }

    public void isClosed() {
        try (ExecutorService pool = Executors.newCachedThreadPool()) {
            pool.execute(count::incrementAndGet);
            pool.execute(count::incrementAndGet);
        }
        require(count.get() == 2);
    }

    public void hasVirtualThreads() throws Exception {
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> one = pool.submit(count::incrementAndGet);
            Future<Integer> other = pool.submit(count::incrementAndGet);
            require(one.get() + other.get() == 3);
        }
    }

    public void invokesAll() throws Exception {
        try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
            List<Callable<Integer>> tasks = List.of(() -> 1, () -> 2, () -> 3);
            int sum = 0;
            for (Future<Integer> each : pool.invokeAll(tasks)) {
                sum += each.get();
            }
            require(sum == 6);
        }
    }

    public void takesWhatIsReadyFirst() throws Exception {
        try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
            CompletionService<Integer> ready = new ExecutorCompletionService<>(pool);
            ready.submit(() -> 1);
            ready.submit(() -> 2);
            require(ready.take().get() + ready.take().get() == 3);
        }
    }

    public void chainsFutures() throws Exception {
        int got =
                CompletableFuture.supplyAsync(() -> 20)
                        .thenApplyAsync(i -> i + 1)
                        .thenCombine(CompletableFuture.supplyAsync(() -> 2), (a, b) -> a * b)
                        .get();
        require(got == 42);
    }

    public void waitsForAllFutures() {
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            all.add(CompletableFuture.runAsync(count::incrementAndGet));
        }
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
        require(count.get() == 3);
    }

    private static final class Sum extends RecursiveTask<Integer> {
        private static final long serialVersionUID = 1;
        private final int from;
        private final int to;

        Sum(int from, int to) {
            this.from = from;
            this.to = to;
        }

        @Override
        protected Integer compute() {
            if (to - from < 3) {
                return IntStream.range(from, to).sum();
            }
            int middle = (from + to) / 2;
            Sum left = new Sum(from, middle);
            left.fork();
            return new Sum(middle, to).compute() + left.join();
        }
    }

    public void forksAndJoins() {
        require(ForkJoinPool.commonPool().invoke(new Sum(0, 10)) == 45);
    }

    public void sumsInParallel() {
        require(IntStream.rangeClosed(1, 20).parallel().sum() == 210);
    }

    public void repeatsUntilItIsCancelled() throws Exception {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        ScheduledFuture<?> tick =
                timer.scheduleAtFixedRate(count::incrementAndGet, 0, 1, TimeUnit.SECONDS);
        while (count.get() < 3) {
            Thread.sleep(700);
        }
        tick.cancel(false);
        timer.shutdown();
        require(timer.awaitTermination(1, TimeUnit.MINUTES));
    }

    public void refusesWhenItIsShutDown() {
        ExecutorService pool = Executors.newSingleThreadExecutor();
        pool.shutdown();
        try {
            pool.execute(count::incrementAndGet);
            throw new AssertionError("accepted");
        } catch (RejectedExecutionException expected) {
            pool.close();
        }
    }

    public void theCallerRunsWhatIsTooMuch() throws InterruptedException {
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(
                        1,
                        1,
                        1,
                        TimeUnit.SECONDS,
                        new java.util.concurrent.ArrayBlockingQueue<>(1),
                        new ThreadPoolExecutor.CallerRunsPolicy());
        for (int i = 0; i < 4; i++) {
            pool.execute(count::incrementAndGet);
        }
        pool.shutdown();
        require(pool.awaitTermination(1, TimeUnit.MINUTES));
        require(count.get() == 4);
    }

    public void goesOnInPhases() throws InterruptedException {
        Phaser phaser = new Phaser(1);
        for (int i = 0; i < 2; i++) {
            phaser.register();
            new Thread(
                            () -> {
                                phaser.arriveAndAwaitAdvance();
                                count.incrementAndGet();
                                phaser.arriveAndDeregister();
                            })
                    .start();
        }
        phaser.arriveAndAwaitAdvance();
        phaser.arriveAndAwaitAdvance();
        require(count.get() == 2);
        phaser.arriveAndDeregister();
    }
}
