package dev.hocket.check.corpus.pass;

import java.util.concurrent.locks.ReentrantLock;

/** The locks are taken by ascending number. */
public final class LockRing {
    public static void test() throws InterruptedException {
        ReentrantLock[] locks = {new ReentrantLock(), new ReentrantLock(), new ReentrantLock()};
        Thread[] threads = new Thread[3];
        for (int i = 0; i < 3; i++) {
            ReentrantLock outer = locks[Math.min(i, (i + 1) % 3)];
            ReentrantLock inner = locks[Math.max(i, (i + 1) % 3)];
            threads[i] = Thread.ofVirtual().name("ring-", i).start(() -> both(outer, inner));
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static void both(ReentrantLock outer, ReentrantLock inner) {
        outer.lock();
        try {
            inner.lock();
            inner.unlock();
        } finally {
            outer.unlock();
        }
    }

    private LockRing() {}
}
