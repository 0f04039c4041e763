package dev.hocket.check.corpus.correct;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/** Programs that look again and again until something is there. */
public class Polling {
    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicInteger count = new AtomicInteger();
    private volatile boolean ready;
    private boolean guarded;

    private static Thread start(Runnable task) {
        Thread thread = Thread.ofVirtual().start(task);
        return thread;
    }

    private static void require(boolean right) {
        if (!right) {
            throw new AssertionError();
        }
    }

    public void spinsOnAVolatile() throws InterruptedException {
        Thread other = start(() -> ready = true);
        while (!ready) {
            Thread.onSpinWait();
        }
        other.join();
    }

    public void yieldsOnAnAtomic() throws InterruptedException {
        Thread other = start(count::incrementAndGet);
        while (count.get() == 0) {
            Thread.yield();
        }
        other.join();
    }

    public void spinsWithoutAHint() throws InterruptedException {
        Thread other = start(() -> ready = true);
        int rounds = 0;
        while (!ready) {
            rounds++;
        }
        other.join();
        require(rounds >= 0);
    }

    public void polls() throws InterruptedException {
        LinkedBlockingQueue<String> queue = new LinkedBlockingQueue<>();
        Thread other = start(() -> queue.add("job"));
        String got = null;
        while (got == null) {
            got = queue.poll(10, TimeUnit.MILLISECONDS);
        }
        other.join();
        require(got.equals("job"));
    }

    public void pollsWithoutWaiting() throws InterruptedException {
        ConcurrentLinkedQueue<Integer> queue = new ConcurrentLinkedQueue<>();
        Thread other = start(() -> queue.add(1));
        while (queue.poll() == null) {
            Thread.yield();
        }
        other.join();
    }

    private boolean isGuarded() {
        lock.lock();
        try {
            return guarded;
        } finally {
            lock.unlock();
        }
    }

    public void pollsUnderALock() throws InterruptedException {
        Thread other =
                start(() -> {
                    lock.lock();
                    try {
                        guarded = true;
                    } finally {
                        lock.unlock();
                    }
                });
        while (!isGuarded()) {
            Thread.yield();
        }
        other.join();
    }

    private synchronized boolean isMonitored() {
        return guarded;
    }

    private synchronized void set() {
        guarded = true;
    }

    public void pollsUnderAMonitor() throws InterruptedException {
        Thread other = start(this::set);
        while (!isMonitored()) {
            Thread.onSpinWait();
        }
        other.join();
    }

    public void pollsWithSleeps() throws InterruptedException {
        Thread other =
                start(() -> {
                    LockSupport.parkNanos(300_000_000L);
                    ready = true;
                });
        while (!ready) {
            Thread.sleep(10);
        }
        other.join();
    }

    public void waitsForAWhileInALoop() throws InterruptedException {
        Thread other =
                start(() -> {
                    synchronized (this) {
                        guarded = true;
                        notifyAll();
                    }
                });
        synchronized (this) {
            while (!guarded) {
                wait(50);
            }
        }
        other.join();
    }

    public void countsForLongWhileAnotherSpins() throws InterruptedException {
        Thread other =
                start(() -> {
                    while (!ready) {
                        Thread.onSpinWait();
                    }
                });
        for (int i = 0; i < 30_000; i++) {
            count.incrementAndGet();
        }
        ready = true;
        other.join();
    }

    public void twoSpinOnEachOther() throws InterruptedException {
        AtomicReference<String> turn = new AtomicReference<>("ping");
        Thread other =
                start(() -> {
                    for (int i = 0; i < 3; i++) {
                        while (!turn.get().equals("pong")) {
                            Thread.yield();
                        }
                        turn.set("ping");
                    }
                });
        for (int i = 0; i < 3; i++) {
            while (!turn.get().equals("ping")) {
                Thread.yield();
            }
            turn.set("pong");
        }
        other.join();
    }

    public void looksWhetherAThreadIsAlive() throws InterruptedException {
        Thread other = start(count::incrementAndGet);
        while (other.isAlive()) {
            Thread.yield();
        }
        require(count.get() == 1);
    }
}
