package dev.hocket.check.corpus.pass;

import java.util.concurrent.atomic.AtomicInteger;

/** It increments in one step. */
public final class CountsByInheritance {
    private static final class Counter extends AtomicInteger {
        private static final long serialVersionUID = 1;

        void up() {
            incrementAndGet();
        }
    }

    public static void test() throws InterruptedException {
        Counter counter = new Counter();
        Thread other = new Thread(counter::up, "other");
        other.start();
        counter.up();
        other.join();
        if (counter.get() != 2) {
            throw new AssertionError("counted " + counter.get());
        }
    }

    private CountsByInheritance() {}
}
