package dev.hocket.check.corpus.pass;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** The lock that comes first in the list is taken first. */
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
            threads.add(
                    Thread.ofVirtual()
                            .start(() ->
                                    both(
                                            locks.get(Math.min(one, other)),
                                            locks.get(Math.max(one, other)))));
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
