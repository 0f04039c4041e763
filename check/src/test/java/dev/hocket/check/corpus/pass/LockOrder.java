package dev.hocket.check.corpus.pass;

/** Both threads take the monitors in the same order. */
public final class LockOrder {
    private static final Object LEFT = new Object();
    private static final Object RIGHT = new Object();

    public static void test() throws InterruptedException {
        Thread first = new Thread(() -> both(LEFT, RIGHT), "first");
        Thread second = new Thread(() -> both(LEFT, RIGHT), "second");
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
