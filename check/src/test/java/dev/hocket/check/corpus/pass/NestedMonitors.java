package dev.hocket.check.corpus.pass;

/** The thread that waits holds only the monitor it waits on. */
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
