package dev.hocket.check.corpus.pass;

import java.util.concurrent.locks.ReentrantReadWriteLock;

/** The read lock is released first and the condition looked at again. */
public final class UpgradeLock {
    private static final ReentrantReadWriteLock LOCK = new ReentrantReadWriteLock();
    private static int value;

    public static void test() throws InterruptedException {
        Thread a = new Thread(UpgradeLock::fill, "a");
        a.start();
        fill();
        a.join();
    }

    private static void fill() {
        LOCK.readLock().lock();
        boolean empty = value == 0;
        LOCK.readLock().unlock();
        if (empty) {
            LOCK.writeLock().lock();
            if (value == 0) {
                value++;
            }
            LOCK.writeLock().unlock();
        }
    }

    private UpgradeLock() {}
}
