package dev.hocket.check.corpus.classic;

import static dev.hocket.check.FindingKind.UNCAUGHT;

import dev.hocket.check.corpus.Bug;

/**
 * A reader guards the data with one lock and the writers with another. After <em>wronglock</em> of
 * the IBM benchmark and SCTBench (Thomson, Donaldson and Betts, ACM TOPC 2016).
 */
public final class WrongLock {
    private static final Object DATA_LOCK = new Object();
    private static final Object OTHER_LOCK = new Object();
    private static volatile int data;

    @Bug(kinds = UNCAUGHT, switches = 3)
    public static void test() throws InterruptedException {
        run(1);
    }

    @Bug(kinds = UNCAUGHT, switches = 3)
    public static void with3() throws InterruptedException {
        run(3);
    }

    @Bug(kinds = UNCAUGHT, switches = 3)
    public static void with7() throws InterruptedException {
        run(7);
    }

    @Bug(kinds = UNCAUGHT, switches = 3)
    public static void with20() throws InterruptedException {
        run(20);
    }

    private static void run(int writers) throws InterruptedException {
        Together.run(
                writers + 1,
                i -> {
                    if (i == 0) {
                        read();
                    } else {
                        write();
                    }
                });
    }

    private static void read() {
        synchronized (DATA_LOCK) {
            int before = data;
            data = before + 1;
            if (data != before + 1) {
                throw new AssertionError("data changed under its lock");
            }
        }
    }

    private static void write() {
        synchronized (OTHER_LOCK) {
            data++;
        }
    }
}
