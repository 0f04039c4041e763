package dev.hocket.check.corpus.pass;

import java.util.concurrent.locks.ReentrantLock;

/** Both take the same lock first. */
public final class GivesBackAndTries {
    public static void test() throws InterruptedException {
        ReentrantLock left = new ReentrantLock();
        ReentrantLock right = new ReentrantLock();
        Thread a = new Thread(() -> both(left, right), "a");
        Thread b = new Thread(() -> both(left, right), "b");
        a.start();
        b.start();
        a.join();
        b.join();
    }

    private static void both(ReentrantLock mine, ReentrantLock yours) {
        boolean done = false;
        while (!done) {
            mine.lock();
            try {
                if (yours.tryLock()) {
                    yours.unlock();
                    done = true;
                }
            } finally {
                mine.unlock();
            }
        }
    }

    private GivesBackAndTries() {}
}
