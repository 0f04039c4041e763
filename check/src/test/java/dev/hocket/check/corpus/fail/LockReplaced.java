package dev.hocket.check.corpus.fail;

import static dev.hocket.check.FindingKind.DATA_RACE;
import static dev.hocket.check.FindingKind.FAILURE;

import dev.hocket.check.corpus.Bug;

/** A thread replaces the object that the others lock. */
@Bug(
        kinds = {DATA_RACE, FAILURE},
        switches = 2)
public final class LockReplaced {
    private static Object lock = new Object();
    private static int count;

    public static void test() throws InterruptedException {
        Thread a = new Thread(LockReplaced::increment, "a");
        Thread b = new Thread(LockReplaced::increment, "b");
        a.start();
        b.start();
        a.join();
        b.join();
        if (count != 2) {
            throw new AssertionError("count is " + count + ", not 2");
        }
    }

    private static void increment() {
        synchronized (lock) {
            lock = new Object();
            count++;
        }
    }

    private LockReplaced() {}
}
