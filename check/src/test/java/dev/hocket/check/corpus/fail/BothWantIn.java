package dev.hocket.check.corpus.fail;

import static dev.hocket.check.FindingKind.LIVELOCK;
import static dev.hocket.check.FindingKind.STARVATION;

import dev.hocket.check.corpus.Bug;

/** Two threads say that they want to enter and wait until the other does not. */
@Bug(
        kinds = {LIVELOCK, STARVATION},
        switches = Bug.ENDLESS)
public final class BothWantIn {
    private static volatile boolean wantA;
    private static volatile boolean wantB;
    private static int entered;

    public static void test() throws InterruptedException {
        Thread a = new Thread(BothWantIn::runA, "a");
        Thread b = new Thread(BothWantIn::runB, "b");
        a.start();
        b.start();
        a.join();
        b.join();
        if (entered != 2) {
            throw new AssertionError("entered " + entered + " times");
        }
    }

    private static void runA() {
        wantA = true;
        while (wantB) {
            Thread.onSpinWait();
        }
        entered++;
        wantA = false;
    }

    private static void runB() {
        wantB = true;
        while (wantA) {
            Thread.onSpinWait();
        }
        entered++;
        wantB = false;
    }

    private BothWantIn() {}
}
