package dev.hocket.check.corpus.fail;

import dev.hocket.check.FindingKind;
import dev.hocket.check.corpus.Bug;
import java.util.concurrent.locks.ReentrantLock;

/** A thread polls a flag and keeps the lock that who sets it needs. */
@Bug(kinds = FindingKind.STARVATION, switches = Bug.ENDLESS)
public class PollsUnderLock {
    private final ReentrantLock lock = new ReentrantLock();
    private boolean ready;

    public void test() throws InterruptedException {
        Thread setter = new Thread(this::set, "setter");
        setter.start();
        lock.lock();
        try {
            while (!ready) {
                Thread.yield();
            }
        } finally {
            lock.unlock();
        }
        setter.join();
    }

    private void set() {
        lock.lock();
        try {
            ready = true;
        } finally {
            lock.unlock();
        }
    }
}
