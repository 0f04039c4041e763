package dev.hocket.check.corpus.fail;

import static dev.hocket.check.FindingKind.LIVELOCK;
import static dev.hocket.check.FindingKind.STARVATION;

import dev.hocket.check.corpus.Bug;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Two threads try for two locks in opposite orders and give back the first when the second is
 * taken.
 */
@Bug(
        kinds = {LIVELOCK, STARVATION},
        switches = Bug.ENDLESS)
public final class RetryInStep {
    public static void test() throws InterruptedException {
        ReentrantLock left = new ReentrantLock();
        ReentrantLock right = new ReentrantLock();
        Thread a = Thread.ofVirtual().name("a").start(() -> both(left, right));
        Thread b = Thread.ofVirtual().name("b").start(() -> both(right, left));
        a.join();
        b.join();
    }

    private static void both(ReentrantLock outer, ReentrantLock inner) {
        while (true) {
            outer.lock();
            try {
                if (inner.tryLock()) {
                    inner.unlock();
                    return;
                }
            } finally {
                outer.unlock();
            }
            Thread.yield();
        }
    }

    private RetryInStep() {}
}
