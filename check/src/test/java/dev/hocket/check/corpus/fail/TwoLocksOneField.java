package dev.hocket.check.corpus.fail;

import static dev.hocket.check.FindingKind.DATA_RACE;
import static dev.hocket.check.FindingKind.FAILURE;

import dev.hocket.check.corpus.Bug;

/** A static and an instance method guard the same field with different monitors. */
@Bug(
        kinds = {DATA_RACE, FAILURE},
        switches = 2)
public final class TwoLocksOneField {
    private static int count;

    public static void test() throws InterruptedException {
        TwoLocksOneField object = new TwoLocksOneField();
        Thread a = new Thread(TwoLocksOneField::increment, "a");
        Thread b = new Thread(object::incrementToo, "b");
        a.start();
        b.start();
        a.join();
        b.join();
        if (count != 2) {
            throw new AssertionError("count is " + count + ", not 2");
        }
    }

    private static synchronized void increment() {
        count++;
    }

    private synchronized void incrementToo() {
        count++;
    }

    private TwoLocksOneField() {}
}
