package dev.hocket.check.corpus.pass;

/** The field is volatile. */
public final class DoubleChecked {
    private static volatile int[] table;

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
