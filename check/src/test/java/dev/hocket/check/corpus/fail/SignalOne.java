package dev.hocket.check.corpus.fail;

import dev.hocket.check.FindingKind;
import dev.hocket.check.corpus.Bug;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A gate that lets one pass of two who wait for it to open. */
@Bug(kinds = FindingKind.MISSED_SIGNAL, switches = 4)
public final class SignalOne {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition opened = lock.newCondition();
    private boolean open;

    private void pass() {
        lock.lock();
        try {
            while (!open) {
                opened.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    private void open() {
        lock.lock();
        try {
            open = true;
            opened.signal();
        } finally {
            lock.unlock();
        }
    }

    public static void test() throws InterruptedException {
        SignalOne gate = new SignalOne();
        Thread ann = Thread.ofVirtual().name("ann").start(gate::pass);
        Thread bob = Thread.ofVirtual().name("bob").start(gate::pass);
        gate.open();
        ann.join();
        bob.join();
    }
}
