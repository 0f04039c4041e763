package dev.hocket.check.corpus.pass;

import java.util.concurrent.locks.LockSupport;

/** Parking in a loop that looks again. */
public class ParksOnce {
    private static volatile boolean ready;

    public static void test() throws InterruptedException {
        Thread sleeper = Thread.currentThread();
        Thread setter =
                new Thread(
                        () -> {
                            ready = true;
                            LockSupport.unpark(sleeper);
                        },
                        "setter");
        setter.start();
        while (!ready) {
            LockSupport.park();
        }
        if (!ready) {
            throw new AssertionError("woken too early");
        }
        setter.join();
    }
}
