package dev.hocket.check.corpus.fail;

import static dev.hocket.check.FindingKind.DATA_RACE;
import static dev.hocket.check.FindingKind.FAILURE;

import dev.hocket.check.corpus.Bug;

/** Two virtual threads count up a plain field. */
@Bug(
        kinds = {DATA_RACE, FAILURE},
        switches = 2)
public final class PlainCounter {
    private static int count;

    public static void test() throws InterruptedException {
        Thread a = Thread.startVirtualThread(PlainCounter::increment);
        Thread b = Thread.startVirtualThread(PlainCounter::increment);
        a.join();
        b.join();
        if (count != 2) {
            throw new AssertionError("count is " + count + ", not 2");
        }
    }

    private static void increment() {
        count++;
    }

    private PlainCounter() {}
}
