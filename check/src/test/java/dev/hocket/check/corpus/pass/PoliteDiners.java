package dev.hocket.check.corpus.pass;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;

/** One who has handed it over once eats next time. */
public final class PoliteDiners {
    private static final AtomicInteger SPOON = new AtomicInteger(0);
    private static final AtomicIntegerArray HUNGRY = new AtomicIntegerArray(new int[] {1, 1});

    public static void test() throws InterruptedException {
        Thread a = new Thread(() -> dine(0), "a");
        Thread b = new Thread(() -> dine(1), "b");
        a.start();
        b.start();
        a.join();
        b.join();
    }

    private static void dine(int me) {
        boolean polite = true;
        while (true) {
            if (SPOON.get() != me) {
                Thread.yield();
            } else if (polite && HUNGRY.get(1 - me) == 1) {
                polite = false;
                SPOON.set(1 - me);
            } else {
                HUNGRY.set(me, 0);
                SPOON.set(1 - me);
                return;
            }
        }
    }

    private PoliteDiners() {}
}
