package dev.hocket.check.corpus.fail;

import static dev.hocket.check.FindingKind.FAILURE;

import dev.hocket.check.corpus.Bug;

/** Takes it for granted that what it waits for has come when its wait is over. */
@Bug(
        kinds = {FAILURE},
        switches = 0)
public final class WaitsForAWhile {
    private static final Object LOCK = new Object();
    private static boolean ready;

    public static void test() throws InterruptedException {
        Thread setter = new Thread(WaitsForAWhile::set, "setter");
        setter.start();
        synchronized (LOCK) {
            if (!ready) {
                LOCK.wait(10);
            }
            if (!ready) {
                throw new AssertionError("not ready");
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
