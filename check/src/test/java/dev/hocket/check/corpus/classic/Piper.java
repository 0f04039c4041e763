package dev.hocket.check.corpus.classic;

import static dev.hocket.check.FindingKind.UNCAUGHT;

import dev.hocket.check.corpus.Bug;

/**
 * Seats of a plane are filled and emptied by threads that look once whether there is room, and
 * wait. After <em>piper</em> of the IBM benchmark (Eytani and Ur, PADTAD 2004).
 */
public final class Piper {
    private static final int[] SEATS = new int[1];
    private static int taken;

    @Bug(kinds = UNCAUGHT, switches = 4)
    public static void test() throws InterruptedException {
        run(2);
    }

    @Bug(kinds = UNCAUGHT, switches = 4)
    public static void with10() throws InterruptedException {
        run(10);
    }

    private static void run(int pairs) throws InterruptedException {
        Together.run(
                2 * pairs,
                i -> {
                    if (i < pairs) {
                        board(i + 1);
                    } else {
                        leave();
                    }
                });
    }

    private static synchronized void board(int passenger) {
        if (taken == SEATS.length) {
            await();
        }
        SEATS[taken++] = passenger;
        Piper.class.notifyAll();
    }

    private static synchronized void leave() {
        if (taken == 0) {
            await();
        }
        SEATS[--taken] = 0;
        Piper.class.notifyAll();
    }

    private static void await() {
        try {
            Piper.class.wait();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
