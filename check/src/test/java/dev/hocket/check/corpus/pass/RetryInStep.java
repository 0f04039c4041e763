package dev.hocket.check.corpus.pass;

import java.util.concurrent.locks.ReentrantLock;

/** They try in the same order. */
public final class RetryInStep {
    public static void test() throws InterruptedException {
        ReentrantLock left = new ReentrantLock();
        ReentrantLock right = new ReentrantLock();
        Thread a = Thread.ofVirtual().name("a").start(() -> both(left, right));
        Thread b = Thread.ofVirtual().name("b").start(() -> both(left, right));
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
