package dev.hocket.check.corpus.correct;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/** Programs that wait no longer than for a while, and are right either way. */
public class TimeLimits {
    private static void require(boolean right) {
        if (!right) {
            throw new AssertionError();
        }
    }

    public void aLatchComesInTime() throws InterruptedException {
        CountDownLatch latch = new CountDownLatch(1);
        Thread other = new Thread(latch::countDown);
        other.start();
        require(latch.await(10, TimeUnit.SECONDS));
        other.join();
    }

    public void aLatchNeverComes() throws InterruptedException {
        require(!new CountDownLatch(1).await(1, TimeUnit.HOURS));
    }

    public void aFutureComesInTime() throws Exception {
        try (ExecutorService pool = Executors.newSingleThreadExecutor()) {
            require(pool.submit(() -> 7).get(30, TimeUnit.SECONDS) == 7);
        }
    }

    public void aFutureIsCancelledWhenItIsLate() throws Exception {
        try (ExecutorService pool = Executors.newSingleThreadExecutor()) {
            Future<?> slow =
                    pool.submit(() -> {
                        Thread.sleep(3_600_000);
                        return 1;
                    });
            try {
                slow.get(1, TimeUnit.SECONDS);
                throw new AssertionError("too fast");
            } catch (TimeoutException expected) {
                slow.cancel(true);
            }
        }
    }

    public void aShortWaitMayBeInVain() throws InterruptedException {
        ArrayBlockingQueue<Integer> queue = new ArrayBlockingQueue<>(1);
        Thread other = new Thread(() -> queue.offer(1));
        other.start();
        Integer got = queue.poll(100, TimeUnit.MILLISECONDS);
        require(got == null || got == 1);
        other.join();
    }

    public void spinsUntilTheClockSaysSo() {
        long end = System.nanoTime() + 50_000_000;
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    public void waitsUntilADeadline() throws InterruptedException {
        Instant end = Instant.now().plusSeconds(2);
        AtomicBoolean done = new AtomicBoolean();
        Thread other = new Thread(() -> done.set(true));
        other.start();
        while (!done.get() && Instant.now().isBefore(end)) {
            Thread.sleep(10);
        }
        other.join();
        require(done.get());
    }

    public void aFutureTimesOutByItself() throws Exception {
        CompletableFuture<String> never = new CompletableFuture<>();
        String got = never.completeOnTimeout("late", 2, TimeUnit.SECONDS).get();
        require(got.equals("late"));
    }

    public void aFutureFailsWhenItIsLate() throws Exception {
        CompletableFuture<String> never = new CompletableFuture<>();
        try {
            never.orTimeout(2, TimeUnit.SECONDS).get();
            throw new AssertionError("not late");
        } catch (ExecutionException expected) {
            require(expected.getCause() instanceof TimeoutException);
        }
    }

    public void whatIsScheduledComes() throws Exception {
        CountDownLatch ran = new CountDownLatch(1);
        ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
        timer.schedule(ran::countDown, 5, TimeUnit.SECONDS);
        ran.await();
        timer.shutdown();
        require(timer.awaitTermination(1, TimeUnit.MINUTES));
    }

    public void aBarrierIsMetInTime() throws Exception {
        CyclicBarrier barrier = new CyclicBarrier(2);
        Thread other =
                new Thread(() -> {
                    try {
                        barrier.await(1, TimeUnit.MINUTES);
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                });
        other.start();
        barrier.await(1, TimeUnit.MINUTES);
        other.join(Duration.ofMinutes(1));
        require(!other.isAlive());
    }

    private final Object signal = new Object();
    private boolean signalled;

    public void waitsWithADeadlineOfItsOwn() throws InterruptedException {
        Thread other =
                new Thread(() -> {
                    synchronized (signal) {
                        signalled = true;
                        signal.notifyAll();
                    }
                });
        other.start();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        synchronized (signal) {
            while (!signalled) {
                long left = end - System.nanoTime();
                if (left <= 0) {
                    throw new AssertionError("late");
                }
                TimeUnit.NANOSECONDS.timedWait(signal, left);
            }
        }
        other.join();
    }
}
