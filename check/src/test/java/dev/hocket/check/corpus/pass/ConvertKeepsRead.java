package dev.hocket.check.corpus.pass;

import java.util.concurrent.locks.StampedLock;

/** The read lock is released first. */
public final class ConvertKeepsRead {
    public static void test() throws InterruptedException {
        StampedLock lock = new StampedLock();
        Thread a = Thread.ofVirtual().name("a").start(() -> update(lock));
        Thread b = Thread.ofVirtual().name("b").start(() -> update(lock));
        a.join();
        b.join();
    }

    private static void update(StampedLock lock) {
        long read = lock.readLock();
        long write = lock.tryConvertToWriteLock(read);
        if (write == 0) {
            lock.unlockRead(read);
            write = lock.writeLock();
        }
        lock.unlockWrite(write);
    }

    private ConvertKeepsRead() {}
}
