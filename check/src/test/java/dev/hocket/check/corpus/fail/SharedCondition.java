package dev.hocket.check.corpus.fail;

import static dev.hocket.check.FindingKind.DEADLOCK;
import static dev.hocket.check.FindingKind.MISSED_SIGNAL;

import dev.hocket.check.corpus.Bug;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Threads wait for different things on one Condition, and a signal may wake one whose turn it is
 * not.
 */
@Bug(
        kinds = {MISSED_SIGNAL, DEADLOCK},
        switches = 4)
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
            CHANGED.signal();
        } finally {
            LOCK.unlock();
        }
    }

    private SharedCondition() {}
}
