package dev.hocket.check.corpus.pass;

import java.util.concurrent.locks.StampedLock;

/** The thread takes the read lock once. */
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
        lock.unlockRead(outer);
    }

    private ReadTwice() {}
}
