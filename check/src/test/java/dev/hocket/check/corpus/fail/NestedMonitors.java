package dev.hocket.check.corpus.fail;

import static dev.hocket.check.FindingKind.DEADLOCK;

import dev.hocket.check.corpus.Bug;

/**
 * A thread waits on the inner of two monitors and keeps the outer one, which the notifier needs.
 */
@Bug(
        kinds = {DEADLOCK},
        switches = 2)
public final class NestedMonitors {
    private static final Object OUTER = new Object();
    private static final Object INNER = new Object();
    private static boolean ready;

    public static void test() throws InterruptedException {
        Thread waiter = Thread.ofPlatform().name("waiter").start(NestedMonitors::await);
        Thread notifier = Thread.ofPlatform().name("notifier").start(NestedMonitors::announce);
        waiter.join();
        notifier.join();
    }

    private static void await() {
        synchronized (OUTER) {
            synchronized (INNER) {
                while (!ready) {
                    try {
                        INNER.wait();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                }
            }
        }
    }

    private static void announce() {
        synchronized (OUTER) {
            synchronized (INNER) {
                ready = true;
                INNER.notifyAll();
            }
        }
    }

    private NestedMonitors() {}
}
