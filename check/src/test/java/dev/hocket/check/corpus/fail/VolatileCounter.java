package dev.hocket.check.corpus.fail;

import static dev.hocket.check.FindingKind.FAILURE;

import dev.hocket.check.corpus.Bug;

/** Two threads count up a volatile field. */
@Bug(
        kinds = {FAILURE},
        switches = 4)
public final class VolatileCounter {
    private static volatile int count;

    public static void test() throws InterruptedException {
        Thread a = new Thread(() -> count++, "a");
        Thread b = new Thread(() -> count++, "b");
        a.start();
        b.start();
        a.join();
        b.join();
        if (count != 2) {
            throw new AssertionError("count is " + count + ", not 2");
        }
    }

    private VolatileCounter() {}
}
