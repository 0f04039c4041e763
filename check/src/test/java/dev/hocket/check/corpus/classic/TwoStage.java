package dev.hocket.check.corpus.classic;

import static dev.hocket.check.FindingKind.UNCAUGHT;

import dev.hocket.check.corpus.Bug;

/**
 * A value is set in two stages under two locks, and a reader comes between the stages. After
 * <em>twostage</em> of the IBM benchmark and SCTBench (Thomson, Donaldson and Betts, ACM TOPC
 * 2016).
 */
public final class TwoStage {
    private static final Object FIRST = new Object();
    private static final Object SECOND = new Object();
    private static int data1;
    private static int data2;

    @Bug(kinds = UNCAUGHT, switches = 2)
    public static void test() throws InterruptedException {
        run(2);
    }

    @Bug(kinds = UNCAUGHT, switches = 2)
    public static void with20() throws InterruptedException {
        run(20);
    }

    @Bug(kinds = UNCAUGHT, switches = 2)
    public static void with100() throws InterruptedException {
        run(100);
    }

    private static void run(int n) throws InterruptedException {
        Together.run(
                n,
                i -> {
                    if (i < n - 1) {
                        write();
                    } else {
                        read();
                    }
                });
    }

    private static void write() {
        int one;
        synchronized (FIRST) {
            data1 = 1;
            one = data1;
        }
        synchronized (SECOND) {
            data2 = one + 1;
        }
    }

    private static void read() {
        int one;
        synchronized (FIRST) {
            if (data1 == 0) {
                return;
            }
            one = data1;
        }
        synchronized (SECOND) {
            if (data2 != one + 1) {
                throw new AssertionError("stage one is " + one + " and stage two is " + data2);
            }
        }
    }
}
