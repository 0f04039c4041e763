package dev.hocket.check.corpus.pass;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** An await in a loop that looks again. */
public final class AwaitsOnce {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean ready;

    public void test() throws InterruptedException {
        Thread setter = new Thread(this::set, "setter");
        setter.start();
        lock.lock();
        try {
            while (!ready) {
                changed.await();
            }
            if (!ready) {
                throw new AssertionError("woken too early");
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
