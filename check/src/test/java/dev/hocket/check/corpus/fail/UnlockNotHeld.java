package dev.hocket.check.corpus.fail;

import static dev.hocket.check.FindingKind.UNCAUGHT;

import dev.hocket.check.corpus.Bug;
import java.util.concurrent.locks.ReentrantLock;

/** A lock that was only tried for is unlocked in any case. */
@Bug(
        kinds = {UNCAUGHT},
        switches = 2)
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
