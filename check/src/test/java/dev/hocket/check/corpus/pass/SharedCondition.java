package dev.hocket.check.corpus.pass;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** All are woken and look for themselves. */
public final class SharedCondition {
    private static final ReentrantLock LOCK = new ReentrantLock();
    private static final Condition CHANGED = LOCK.newCondition();
    private static int level;

    public static void test() throws InterruptedException {
        Thread b = Thread.ofVirtual().name("b").start(() -> advance(1));
        Thread c = Thread.ofVirtual().name("c").start(() -> advance(2));
        Thread a = Thread.ofVirtual().name("a").start(() -> advance(0));
        b.join();
        c.join();
        a.join();
    }

    private static void advance(int from) {
        LOCK.lock();
        try {
            while (level != from) {
                CHANGED.awaitUninterruptibly();
            }
            level++;
            CHANGED.signalAll();
        } finally {
            LOCK.unlock();
        }
    }

    private SharedCondition() {}
}
