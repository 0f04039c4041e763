package dev.hocket.check.corpus.pass;

/** The lock stays the same object. */
public final class LockReplaced {
    private static Object lock = new Object();
    private static int count;

    public static void test() throws InterruptedException {
        Thread a = new Thread(LockReplaced::increment, "a");
        Thread b = new Thread(LockReplaced::increment, "b");
        a.start();
        b.start();
        a.join();
        b.join();
        if (count != 2) {
            throw new AssertionError("count is " + count + ", not 2");
        }
    }

    private static void increment() {
        synchronized (lock) {
            count++;
        }
    }

    private LockReplaced() {}
}
