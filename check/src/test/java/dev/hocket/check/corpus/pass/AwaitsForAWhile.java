package dev.hocket.check.corpus.pass;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Waits for what is left of its time, until what it waits for has come. */
public final class AwaitsForAWhile {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean ready;

    public void test() throws InterruptedException {
        Thread setter = new Thread(this::set, "setter");
        setter.start();
        lock.lock();
        try {
            long left = TimeUnit.SECONDS.toNanos(10);
            while (!ready && left > 0) {
                left = changed.awaitNanos(left);
            }
            if (!ready) {
                throw new AssertionError("too late");
            }
        } finally {
            lock.unlock();
        }
        setter.join();
    }

    private void set() {
        lock.lock();
        try {
            ready = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
