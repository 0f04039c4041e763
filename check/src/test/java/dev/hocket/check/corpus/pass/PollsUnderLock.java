package dev.hocket.check.corpus.pass;

import java.util.concurrent.locks.ReentrantLock;

/** A thread polls a flag and gives the lock back each time. */
public class PollsUnderLock {
    private final ReentrantLock lock = new ReentrantLock();
    private boolean ready;

    public void test() throws InterruptedException {
        Thread setter = new Thread(this::set, "setter");
        setter.start();
        while (!isReady()) {
            Thread.yield();
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

    private boolean isReady() {
        lock.lock();
        try {
            return ready;
        } finally {
            lock.unlock();
        }
    }
}
