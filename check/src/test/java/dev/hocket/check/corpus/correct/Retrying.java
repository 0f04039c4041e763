package dev.hocket.check.corpus.correct;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.StampedLock;

/** Programs that try again when another thread was faster. */
public class Retrying {
    private final AtomicInteger sum = new AtomicInteger();

    private static void both(Runnable task) throws InterruptedException {
        Thread one = new Thread(task, "one");
        Thread other = new Thread(task, "other");
        one.start();
        other.start();
        one.join();
        other.join();
    }

    private static void require(boolean right) {
        if (!right) {
            throw new AssertionError();
        }
    }

    public void comparesAndSets() throws InterruptedException {
        both(() -> {
            for (int i = 0; i < 3; i++) {
                int before = sum.get();
                while (!sum.compareAndSet(before, before + 1)) {
                    before = sum.get();
                }
            }
        });
        require(sum.get() == 6);
    }

    public void updates() throws InterruptedException {
        AtomicLong most = new AtomicLong();
        both(() -> most.accumulateAndGet(Thread.currentThread().threadId(), Math::max));
        require(most.get() > 0);
    }

    public void spinsForALock() throws InterruptedException {
        AtomicReference<Thread> owner = new AtomicReference<>();
        int[] count = {0};
        both(() -> {
            while (!owner.compareAndSet(null, Thread.currentThread())) {
                Thread.onSpinWait();
            }
            count[0]++;
            owner.set(null);
        });
        require(owner.get() == null);
    }

    public void triesForALock() throws InterruptedException {
        ReentrantLock lock = new ReentrantLock();
        both(() -> {
            while (!lock.tryLock()) {
                Thread.yield();
            }
            try {
                sum.incrementAndGet();
            } finally {
                lock.unlock();
            }
        });
        require(sum.get() == 2);
    }

    public void triesForAWhile() throws InterruptedException {
        ReentrantLock lock = new ReentrantLock();
        both(() -> {
            try {
                while (!lock.tryLock(20, TimeUnit.MILLISECONDS)) {
                    sum.addAndGet(100);
                }
                lock.unlock();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        require(sum.get() % 100 == 0);
    }

    public void triesForAPermit() throws InterruptedException {
        Semaphore permit = new Semaphore(1);
        both(() -> {
            while (!permit.tryAcquire()) {
                Thread.yield();
            }
            sum.incrementAndGet();
            permit.release();
        });
        require(sum.get() == 2);
    }

    public void readsOptimistically() throws InterruptedException {
        StampedLock lock = new StampedLock();
        int[] pair = {1, 1};
        Thread writer =
                new Thread(() -> {
                    long stamp = lock.writeLock();
                    pair[0]++;
                    pair[1]++;
                    lock.unlockWrite(stamp);
                });
        writer.start();
        long stamp = lock.tryOptimisticRead();
        int one = pair[0];
        int other = pair[1];
        while (stamp == 0 || !lock.validate(stamp)) {
            stamp = lock.tryOptimisticRead();
            one = pair[0];
            other = pair[1];
        }
        require(one == other);
        writer.join();
    }

    public void backsOffLonger() throws InterruptedException {
        ReentrantLock left = new ReentrantLock();
        ReentrantLock right = new ReentrantLock();
        Thread one = new Thread(() -> withBoth(left, right, 1), "one");
        Thread other = new Thread(() -> withBoth(right, left, 7), "other");
        one.start();
        other.start();
        one.join();
        other.join();
        require(sum.get() == 2);
    }

    private void withBoth(ReentrantLock first, ReentrantLock second, int pause) {
        try {
            int wait = pause;
            while (true) {
                first.lockInterruptibly();
                try {
                    if (second.tryLock()) {
                        sum.incrementAndGet();
                        second.unlock();
                        return;
                    }
                } finally {
                    first.unlock();
                }
                Thread.sleep(wait);
                wait *= 2;
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
