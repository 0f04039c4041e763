package dev.hocket.check.corpus.fail;

import static dev.hocket.check.FindingKind.DEADLOCK;

import dev.hocket.check.corpus.Bug;
import java.util.concurrent.locks.StampedLock;

/**
 * A thread that has the read lock of a StampedLock takes its write lock, too, and waits for itself.
 */
@Bug(
        kinds = {DEADLOCK},
        switches = 1)
public final class ReadTwice {
    public static void test() throws InterruptedException {
        StampedLock lock = new StampedLock();
        Thread reader = Thread.ofVirtual().name("reader").start(() -> read(lock));
        Thread writer =
                Thread.ofVirtual()
                        .name("writer")
                        .start(() -> {
                            long stamp = lock.writeLock();
                            lock.unlockWrite(stamp);
                        });
        reader.join();
        writer.join();
    }

    private static void read(StampedLock lock) {
        long outer = lock.readLock();
        long inner = lock.writeLock();
        lock.unlockWrite(inner);
        lock.unlockRead(outer);
    }

    private ReadTwice() {}
}
