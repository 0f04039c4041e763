package dev.hocket.check.corpus.pass;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** The reader releases the lock before it waits. */
public final class WriterBehindReader {
    private static final ReadWriteLock LOCK = new ReentrantReadWriteLock();
    private static final CountDownLatch WRITTEN = new CountDownLatch(1);

    public static void test() throws InterruptedException {
        Thread reader = Thread.ofPlatform().name("reader").start(WriterBehindReader::read);
        Thread writer = Thread.ofPlatform().name("writer").start(WriterBehindReader::write);
        reader.join();
        writer.join();
    }

    private static void read() {
        LOCK.readLock().lock();
        LOCK.readLock().unlock();
        await();
    }

    private static void await() {
        try {
            WRITTEN.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void write() {
        LOCK.writeLock().lock();
        WRITTEN.countDown();
        LOCK.writeLock().unlock();
    }

    private WriterBehindReader() {}
}
