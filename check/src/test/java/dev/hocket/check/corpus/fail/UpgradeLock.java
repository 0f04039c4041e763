package dev.hocket.check.corpus.fail;

import static dev.hocket.check.FindingKind.DEADLOCK;

import dev.hocket.check.corpus.Bug;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** A thread that holds the read lock of a ReentrantReadWriteLock asks for the write lock. */
@Bug(
        kinds = {DEADLOCK},
        switches = 1)
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
        if (empty) {
            LOCK.writeLock().lock();
            value++;
            LOCK.writeLock().unlock();
        }
        LOCK.readLock().unlock();
    }

    private UpgradeLock() {}
}
