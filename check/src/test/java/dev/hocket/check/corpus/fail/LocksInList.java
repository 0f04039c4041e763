package dev.hocket.check.corpus.fail;

import static dev.hocket.check.FindingKind.DEADLOCK;

import dev.hocket.check.corpus.Bug;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** Locks of a local list are taken in a circle, by threads without names. */
@Bug(
        kinds = {DEADLOCK},
        switches = 4)
public final class LocksInList {
    public static void test() throws InterruptedException {
        List<Lock> locks = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            locks.add(new ReentrantLock());
        }
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            int one = i;
            int other = (i + 1) % 3;
            threads.add(Thread.ofVirtual().start(() -> both(locks.get(one), locks.get(other))));
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static void both(Lock one, Lock other) {
        one.lock();
        other.lock();
        other.unlock();
        one.unlock();
    }

    private LocksInList() {}
}
