package dev.hocket.check.corpus.fail;

import static dev.hocket.check.FindingKind.DATA_RACE;
import static dev.hocket.check.FindingKind.FAILURE;

import dev.hocket.check.corpus.Bug;

/** Two threads count in the same cell of an array. */
@Bug(
        kinds = {DATA_RACE, FAILURE},
        switches = 2)
public final class ArrayCell {
    public static void test() throws InterruptedException {
        int[] cells = new int[2];
        Thread a = new Thread(() -> cells[1]++, "a");
        Thread b = new Thread(() -> cells[1]++, "b");
        a.start();
        b.start();
        a.join();
        b.join();
        int end = cells[1];
        if (end != 2) {
            throw new AssertionError("the cell holds " + end + ", not 2");
        }
    }

    private ArrayCell() {}
}
