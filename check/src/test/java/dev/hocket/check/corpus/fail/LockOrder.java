package dev.hocket.check.corpus.fail;

import static dev.hocket.check.FindingKind.DEADLOCK;

import dev.hocket.check.corpus.Bug;

/** Two platform threads take two monitors in opposite orders. */
@Bug(
        kinds = {DEADLOCK},
        switches = 3)
public final class LockOrder {
    private static final Object LEFT = new Object();
    private static final Object RIGHT = new Object();

    public static void test() throws InterruptedException {
        Thread first = new Thread(() -> both(LEFT, RIGHT), "first");
        Thread second = new Thread(() -> both(RIGHT, LEFT), "second");
        first.start();
        second.start();
        first.join();
        second.join();
    }

    private static void both(Object outer, Object inner) {
        synchronized (outer) {
            synchronized (inner) {
                inner.notifyAll();
            }
        }
    }

    private LockOrder() {}
}
