package dev.hocket.check.corpus.fail;

import static dev.hocket.check.FindingKind.DATA_RACE;

import dev.hocket.check.corpus.Bug;

/** Polls a variable that another thread sets under a lock, without the lock. */
@Bug(
        kinds = {DATA_RACE},
        switches = 2)
public final class PollsWithoutLock {
    private static final Object LOCK = new Object();
    private static boolean ready;

    public static void test() throws InterruptedException {
        Thread setter = new Thread(PollsWithoutLock::set, "setter");
        setter.start();
        boolean done = false;
        while (!done) {
            done = ready;
        }
        setter.join();
    }

    private static void set() {
        synchronized (LOCK) {
            ready = true;
        }
    }

    private PollsWithoutLock() {}
}
