package dev.hocket.check.corpus.pass;

import java.util.concurrent.atomic.AtomicInteger;

/** The count is atomic. */
public final class VolatileCounter {
    private static final AtomicInteger COUNT = new AtomicInteger();

    public static void test() throws InterruptedException {
        Thread a = new Thread(COUNT::incrementAndGet, "a");
        Thread b = new Thread(COUNT::incrementAndGet, "b");
        a.start();
        b.start();
        a.join();
        b.join();
        int count = COUNT.get();
        if (count != 2) {
            throw new AssertionError("count is " + count + ", not 2");
        }
    }

    private VolatileCounter() {}
}
