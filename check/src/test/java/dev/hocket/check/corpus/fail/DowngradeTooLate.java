package dev.hocket.check.corpus.fail;

import static dev.hocket.check.FindingKind.UNCAUGHT;

import dev.hocket.check.corpus.Bug;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** A writer releases its write lock before it takes the read lock, and another writes between. */
@Bug(
        kinds = {UNCAUGHT},
        switches = 3)
public final class DowngradeTooLate {
    private static final ReentrantReadWriteLock LOCK = new ReentrantReadWriteLock();
    private static int value;

    public static void test() throws InterruptedException {
        Thread a = new Thread(() -> writeAndRead(1), "a");
        Thread b = new Thread(() -> writeAndRead(2), "b");
        a.start();
        b.start();
        a.join();
        b.join();
    }

    private static void writeAndRead(int mine) {
        LOCK.writeLock().lock();
        value = mine;
        LOCK.writeLock().unlock();
        LOCK.readLock().lock();
        int seen = value;
        LOCK.readLock().unlock();
        if (seen != mine) {
            throw new IllegalStateException("wrote " + mine + " and read " + seen);
        }
    }

    private DowngradeTooLate() {}
}
