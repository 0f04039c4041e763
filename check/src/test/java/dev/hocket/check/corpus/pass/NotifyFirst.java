package dev.hocket.check.corpus.pass;

/** The notification leaves a mark which is looked at before waiting. */
public final class NotifyFirst {
    private static final Object MONITOR = new Object();
    private static boolean notified;

    public static void test() throws InterruptedException {
        Thread waiter = new Thread(NotifyFirst::await, "waiter");
        waiter.start();
        synchronized (MONITOR) {
            notified = true;
            MONITOR.notifyAll();
        }
        waiter.join();
    }

    private static void await() {
        synchronized (MONITOR) {
            try {
                while (!notified) {
                    MONITOR.wait();
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private NotifyFirst() {}
}
