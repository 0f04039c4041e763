package dev.hocket.check.corpus.correct;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Programs that sleep, without relying on how long others take. */
public class Sleeping {
    private final AtomicInteger count = new AtomicInteger();
    private volatile boolean done;

    private static Thread start(Runnable task) {
        Thread thread = new Thread(task);
        thread.start();
        return thread;
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void require(boolean right) {
        if (!right) {
            throw new AssertionError();
        }
    }

    public void joinsAThreadThatSleeps() throws InterruptedException {
        Thread other =
                start(() -> {
                    sleep(500);
                    count.incrementAndGet();
                });
        other.join();
        require(count.get() == 1);
    }

    public void sleepsAndThenTells() throws InterruptedException {
        CountDownLatch ready = new CountDownLatch(1);
        Thread other =
                start(() -> {
                    sleep(200);
                    ready.countDown();
                });
        ready.await();
        other.join();
    }

    public void yieldsWhileAnotherSleeps() throws InterruptedException {
        Thread other =
                start(() -> {
                    while (!done) {
                        Thread.yield();
                    }
                });
        sleep(100);
        done = true;
        other.join();
    }

    public void yieldsUntilInterruptedAfterASleep() throws InterruptedException {
        Thread other =
                start(() -> {
                    while (!Thread.currentThread().isInterrupted()) {
                        Thread.yield();
                    }
                });
        Thread.sleep(1_000);
        other.interrupt();
        other.join();
    }

    public void aSleeperIsInterrupted() throws InterruptedException {
        AtomicBoolean woken = new AtomicBoolean();
        Thread other =
                start(() -> {
                    try {
                        Thread.sleep(Long.MAX_VALUE);
                    } catch (InterruptedException e) {
                        woken.set(true);
                    }
                });
        other.interrupt();
        other.join();
        require(woken.get());
    }

    public void twoSleepersOfDifferentLengths() throws InterruptedException {
        Thread fast =
                start(() -> {
                    sleep(10);
                    count.incrementAndGet();
                });
        Thread slow =
                start(() -> {
                    sleep(10_000);
                    count.incrementAndGet();
                });
        fast.join();
        slow.join();
        require(count.get() == 2);
    }

    public void aTickerTicksUntilItIsStopped() throws InterruptedException {
        Thread ticker =
                start(() -> {
                    while (!done) {
                        count.incrementAndGet();
                        sleep(20);
                    }
                });
        sleep(200);
        done = true;
        ticker.join();
    }

    public void aDaemonTicksForEver() throws InterruptedException {
        Thread ticker =
                new Thread(() -> {
                    while (true) {
                        sleep(50);
                        count.incrementAndGet();
                    }
                });
        ticker.setDaemon(true);
        ticker.start();
        Thread.sleep(300);
    }

    public void joinsForAWhileAgainAndAgain() throws InterruptedException {
        Thread other = start(() -> sleep(5_000));
        while (!other.join(Duration.ofMillis(100))) {
            count.incrementAndGet();
        }
        require(!other.isAlive());
    }

    public void sleepsByTimeUnit() throws InterruptedException {
        Thread other =
                start(() -> {
                    try {
                        TimeUnit.MINUTES.sleep(3);
                    } catch (InterruptedException e) {
                        count.incrementAndGet();
                    }
                });
        other.join();
        require(count.get() == 0);
    }
}
