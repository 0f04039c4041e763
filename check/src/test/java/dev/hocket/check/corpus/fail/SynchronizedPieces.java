package dev.hocket.check.corpus.fail;

import static dev.hocket.check.FindingKind.FAILURE;

import dev.hocket.check.corpus.Bug;

/** The getter and the setter are synchronized, the update made of them is not. */
@Bug(
        kinds = {FAILURE},
        switches = 4)
public final class SynchronizedPieces {
    private int value;

    public static void test() throws InterruptedException {
        SynchronizedPieces cell = new SynchronizedPieces();
        Thread a = new Thread(cell::increment, "a");
        a.start();
        cell.increment();
        a.join();
        if (cell.value() != 2) {
            throw new AssertionError("value is " + cell.value() + ", not 2");
        }
    }

    private synchronized int value() {
        return value;
    }

    private synchronized void set(int next) {
        value = next;
    }

    private void increment() {
        set(value() + 1);
    }

    private SynchronizedPieces() {}
}
