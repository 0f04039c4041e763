package dev.hocket.check.corpus.fail;

import dev.hocket.check.FindingKind;
import dev.hocket.check.corpus.Bug;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** An await that is not in a loop may end for no reason. */
@Bug(kinds = FindingKind.FAILURE, switches = 2)
public final class AwaitsOnce {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean ready;

    public void test() throws InterruptedException {
        Thread setter = new Thread(this::set, "setter");
        setter.start();
        lock.lock();
        try {
            if (!ready) {
                changed.await();
            }
            if (!ready) {
                throw new AssertionError("woken too early");
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
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
