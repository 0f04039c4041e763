package dev.hocket.check.corpus.fail;

import static dev.hocket.check.FindingKind.DATA_RACE;

import dev.hocket.check.corpus.Bug;

/** Double-checked locking over a plain field. */
@Bug(
        kinds = {DATA_RACE},
        switches = 2)
public final class DoubleChecked {
    private static int[] table;

    public static void test() throws InterruptedException {
        Thread a = new Thread(DoubleChecked::table, "a");
        Thread b = new Thread(DoubleChecked::table, "b");
        a.start();
        b.start();
        a.join();
        b.join();
    }

    private static int table() {
        if (table == null) {
            synchronized (DoubleChecked.class) {
                if (table == null) {
                    table = new int[] {1, 2, 3};
                }
            }
        }
        return table[0];
    }

    private DoubleChecked() {}
}
