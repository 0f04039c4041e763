package dev.hocket.check.corpus.classic;

import static dev.hocket.check.FindingKind.DEADLOCK;
import static dev.hocket.check.FindingKind.MISSED_SIGNAL;

import dev.hocket.check.corpus.Bug;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The consumer looks at the number outside of the lock under which it then waits for the signal.
 * After <em>sync01</em> of Cordeiro and Fischer (ICSE 2011).
 */
public final class Sync {
    private static final ReentrantLock LOCK = new ReentrantLock();
    private static final Condition FULL = LOCK.newCondition();
    private static volatile int number;

    @Bug(
            kinds = {MISSED_SIGNAL, DEADLOCK},
            switches = 3)
    public static void test() throws InterruptedException {
        Together.run(Sync::take, Sync::put);
    }

    private static void put() {
        LOCK.lock();
        number = 1;
        FULL.signal();
        LOCK.unlock();
    }

    private static void take() {
        if (number == 0) {
            LOCK.lock();
            FULL.awaitUninterruptibly();
            LOCK.unlock();
        }
    }
}
