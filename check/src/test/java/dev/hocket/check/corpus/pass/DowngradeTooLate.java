package dev.hocket.check.corpus.pass;

import java.util.concurrent.locks.ReentrantReadWriteLock;

/** The read lock is taken under the write lock. */
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
        LOCK.readLock().lock();
        LOCK.writeLock().unlock();
        int seen = value;
        LOCK.readLock().unlock();
        if (seen != mine) {
            throw new IllegalStateException("wrote " + mine + " and read " + seen);
        }
    }

    private DowngradeTooLate() {}
}
