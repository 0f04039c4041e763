package dev.hocket.check.corpus.classic;

import static dev.hocket.check.FindingKind.UNCAUGHT;

import dev.hocket.check.corpus.Bug;

/**
 * Threads set two variables one after the other, and one checks that it sees neither or both. After
 * <em>reorder</em> of Yu, Narayanasamy, Pereira and Pokam's Maple (OOPSLA 2012), with the numbers
 * of threads of SCTBench (Thomson, Donaldson and Betts, ACM TOPC 2016).
 */
public final class Reorder {
    private static volatile int a;
    private static volatile int b;

    @Bug(kinds = UNCAUGHT, switches = 2)
    public static void test() throws InterruptedException {
        run(3);
    }

    @Bug(kinds = UNCAUGHT, switches = 2)
    public static void with4() throws InterruptedException {
        run(4);
    }

    @Bug(kinds = UNCAUGHT, switches = 2)
    public static void with5() throws InterruptedException {
        run(5);
    }

    @Bug(kinds = UNCAUGHT, switches = 2)
    public static void with10() throws InterruptedException {
        run(10);
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
                        a = 1;
                        b = -1;
                    } else {
                        check();
                    }
                });
    }

    private static void check() {
        int seenA = a;
        int seenB = b;
        if (!(seenA == 0 && seenB == 0) && !(seenA == 1 && seenB == -1)) {
            throw new AssertionError("a is " + seenA + " and b is " + seenB);
        }
    }
}
