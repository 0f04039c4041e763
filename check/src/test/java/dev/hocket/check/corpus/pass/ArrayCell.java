package dev.hocket.check.corpus.pass;

import java.util.concurrent.atomic.AtomicIntegerArray;

/** The array is atomic. */
public final class ArrayCell {
    public static void test() throws InterruptedException {
        AtomicIntegerArray cells = new AtomicIntegerArray(2);
        Thread a = new Thread(() -> cells.incrementAndGet(1), "a");
        Thread b = new Thread(() -> cells.incrementAndGet(1), "b");
        a.start();
        b.start();
        a.join();
        b.join();
        int end = cells.get(1);
        if (end != 2) {
            throw new AssertionError("the cell holds " + end + ", not 2");
        }
    }

    private ArrayCell() {}
}
