package dev.hocket.check.corpus.fail;

import static dev.hocket.check.FindingKind.DEADLOCK;

import dev.hocket.check.corpus.Bug;
import java.util.concurrent.locks.ReentrantLock;

/** Three virtual threads take their two neighbouring locks, each the left one first. */
@Bug(
        kinds = {DEADLOCK},
        switches = 5)
public final class LockRing {
    public static void test() throws InterruptedException {
        ReentrantLock[] locks = {new ReentrantLock(), new ReentrantLock(), new ReentrantLock()};
        Thread[] threads = new Thread[3];
        for (int i = 0; i < 3; i++) {
            ReentrantLock outer = locks[i];
            ReentrantLock inner = locks[(i + 1) % 3];
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
