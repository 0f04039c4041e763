package dev.hocket.check.corpus.pass;

/** Polls it under the lock. */
public final class PollsWithoutLock {
    private static final Object LOCK = new Object();
    private static boolean ready;

    public static void test() throws InterruptedException {
        Thread setter = new Thread(PollsWithoutLock::set, "setter");
        setter.start();
        boolean done = false;
        while (!done) {
            synchronized (LOCK) {
                done = ready;
            }
        }
        setter.join();
    }

    private static void set() {
        synchronized (LOCK) {
            ready = true;
        }
    }

    private PollsWithoutLock() {}
}
