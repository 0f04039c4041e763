package dev.hocket.check.corpus.pass;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** They write under the write lock. */
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
        Lock lock = LOCKS.writeLock();
        lock.lock();
        try {
            count++;
        } finally {
            lock.unlock();
        }
    }

    private WriteUnderReadLock() {}
}
