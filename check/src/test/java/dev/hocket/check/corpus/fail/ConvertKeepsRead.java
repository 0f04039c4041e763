package dev.hocket.check.corpus.fail;

import static dev.hocket.check.FindingKind.DEADLOCK;

import dev.hocket.check.corpus.Bug;
import java.util.concurrent.locks.StampedLock;

/**
 * Readers of a StampedLock who cannot convert their stamp ask for the write lock and keep the read
 * lock.
 */
@Bug(
        kinds = {DEADLOCK},
        switches = 3)
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
            write = lock.writeLock();
        }
        lock.unlockWrite(write);
    }

    private ConvertKeepsRead() {}
}
