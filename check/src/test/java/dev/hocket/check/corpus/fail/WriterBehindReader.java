package dev.hocket.check.corpus.fail;

import static dev.hocket.check.FindingKind.DEADLOCK;
import static dev.hocket.check.FindingKind.MISSED_SIGNAL;

import dev.hocket.check.corpus.Bug;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** A reader keeps its read lock while it waits for what only a writer can do. */
@Bug(
        kinds = {DEADLOCK, MISSED_SIGNAL},
        switches = 2)
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
        await();
        LOCK.readLock().unlock();
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
