package dev.hocket.check.corpus.fail;

import static dev.hocket.check.FindingKind.DATA_RACE;
import static dev.hocket.check.FindingKind.FAILURE;

import dev.hocket.check.corpus.Bug;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** Two threads write under the read lock. */
@Bug(
        kinds = {DATA_RACE, FAILURE},
        switches = 2)
public final class WriteUnderReadLock {
    private static final ReentrantReadWriteLock LOCKS = new ReentrantReadWriteLock();
    private static int count;

    public static void test() throws InterruptedException {
        Thread a = Thread.ofVirtual().name("a").start(WriteUnderReadLock::increment);
        Thread b = Thread.ofVirtual().name("b").start(WriteUnderReadLock::increment);
        a.join();
        b.join();
        if (count != 2) {
            throw new AssertionError("count is " + count + ", not 2");
        }
    }

    private static void increment() {
        Lock lock = LOCKS.readLock();
        lock.lock();
        try {
            count++;
        } finally {
            lock.unlock();
        }
    }

    private WriteUnderReadLock() {}
}
