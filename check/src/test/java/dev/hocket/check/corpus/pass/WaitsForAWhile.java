package dev.hocket.check.corpus.pass;

/** Waits for a while, again and again, until it has come. */
public final class WaitsForAWhile {
    private static final Object LOCK = new Object();
    private static boolean ready;

    public static void test() throws InterruptedException {
        Thread setter = new Thread(WaitsForAWhile::set, "setter");
        setter.start();
        synchronized (LOCK) {
            while (!ready) {
                LOCK.wait(10);
            }
        }
        setter.join();
    }

    private static void set() {
        synchronized (LOCK) {
            ready = true;
        }
    }

    private WaitsForAWhile() {}
}
