package dev.hocket.check.corpus.fail;

import static dev.hocket.check.FindingKind.LIVELOCK;
import static dev.hocket.check.FindingKind.STARVATION;

import dev.hocket.check.corpus.Bug;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;

/** Two diners with one spoon hand it to each other as long as the other is hungry. */
@Bug(
        kinds = {LIVELOCK, STARVATION},
        switches = Bug.ENDLESS)
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
        while (true) {
            if (SPOON.get() != me) {
                Thread.yield();
            } else if (HUNGRY.get(1 - me) == 1) {
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
