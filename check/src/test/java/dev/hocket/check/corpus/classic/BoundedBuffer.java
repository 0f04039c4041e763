package dev.hocket.check.corpus.classic;

import static dev.hocket.check.FindingKind.DEADLOCK;
import static dev.hocket.check.FindingKind.MISSED_SIGNAL;

import dev.hocket.check.corpus.Bug;

/**
 * A buffer of one place, one monitor for both conditions, and notify instead of notifyAll. After
 * <em>boundedBuffer</em> of Yang, Chen and Gopalakrishnan's Inspect (in SCTBench: Thomson,
 * Donaldson and Betts, ACM TOPC 2016).
 */
public final class BoundedBuffer {
    private static int items;

    @Bug(
            kinds = {DEADLOCK, MISSED_SIGNAL},
            switches = 7)
    public static void test() throws InterruptedException {
        run(2);
    }

    @Bug(
            kinds = {DEADLOCK, MISSED_SIGNAL},
            switches = 23)
    public static void with10() throws InterruptedException {
        run(10);
    }

    private static void run(int pairs) throws InterruptedException {
        Together.run(
                2 * pairs,
                i -> {
                    for (int n = 0; n < 2; n++) {
                        if (i % 2 == 0) {
                            put();
                        } else {
                            take();
                        }
                    }
                });
    }

    private static synchronized void put() {
        while (items == 1) {
            await();
        }
        items++;
        BoundedBuffer.class.notify();
    }

    private static synchronized void take() {
        while (items == 0) {
            await();
        }
        items--;
        BoundedBuffer.class.notify();
    }

    private static void await() {
        try {
            BoundedBuffer.class.wait();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
