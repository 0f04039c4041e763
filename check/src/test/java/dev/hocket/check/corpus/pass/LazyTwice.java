package dev.hocket.check.corpus.pass;

import java.util.concurrent.atomic.AtomicInteger;

/** It is made under the class's monitor. */
public final class LazyTwice {
    private static final AtomicInteger MADE = new AtomicInteger();
    private static volatile Object single;

    public static void test() throws InterruptedException {
        Thread a = Thread.ofVirtual().name("a").start(LazyTwice::single);
        Thread b = Thread.ofVirtual().name("b").start(LazyTwice::single);
        a.join();
        b.join();
        if (MADE.get() != 1) {
            throw new AssertionError("made " + MADE + " times");
        }
    }

    private static synchronized Object single() {
        if (single == null) {
            single = MADE.incrementAndGet();
        }
        return single;
    }

    private LazyTwice() {}
}
