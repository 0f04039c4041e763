package dev.hocket.check.corpus.fail;

import static dev.hocket.check.FindingKind.DEADLOCK;
import static dev.hocket.check.FindingKind.MISSED_SIGNAL;

import dev.hocket.check.corpus.Bug;

/** A thread waits for a notification that may have come before. */
@Bug(
        kinds = {MISSED_SIGNAL, DEADLOCK},
        switches = 1)
public final class NotifyFirst {
    private static final Object MONITOR = new Object();

    public static void test() throws InterruptedException {
        Thread waiter = new Thread(NotifyFirst::await, "waiter");
        waiter.start();
        synchronized (MONITOR) {
            MONITOR.notifyAll();
        }
        waiter.join();
    }

    private static void await() {
        synchronized (MONITOR) {
            try {
                MONITOR.wait();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private NotifyFirst() {}
}
