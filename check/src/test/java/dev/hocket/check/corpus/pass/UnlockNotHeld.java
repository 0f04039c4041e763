package dev.hocket.check.corpus.pass;

import java.util.concurrent.locks.ReentrantLock;

/** It is unlocked when it was taken. */
public final class UnlockNotHeld {
    public static void test() throws InterruptedException {
        ReentrantLock lock = new ReentrantLock();
        Thread a = Thread.ofVirtual().name("a").start(() -> tryWork(lock));
        Thread b = Thread.ofVirtual().name("b").start(() -> tryWork(lock));
        a.join();
        b.join();
    }

    private static void tryWork(ReentrantLock lock) {
        boolean held = lock.tryLock();
        if (!held) {
            return;
        }
        try {
            if (held) {
                Thread.yield();
            }
        } finally {
            lock.unlock();
        }
    }

    private UnlockNotHeld() {}
}
