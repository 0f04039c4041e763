package dev.hocket.check.corpus.classic;

import static dev.hocket.check.FindingKind.UNCAUGHT;

import dev.hocket.check.corpus.Bug;

/**
 * Customers look whether there is something to buy and then buy it. After <em>shop</em> of the IBM
 * benchmark (Eytani and Ur, PADTAD 2004).
 */
public final class Shop {
    private static int items;

    @Bug(kinds = UNCAUGHT, switches = 3)
    public static void test() throws InterruptedException {
        run(2);
    }

    @Bug(kinds = UNCAUGHT, switches = 3)
    public static void with20() throws InterruptedException {
        run(20);
    }

    private static void run(int customers) throws InterruptedException {
        add();
        Together.run(
                customers,
                i -> {
                    if (available() > 0) {
                        take();
                    }
                });
    }

    private static synchronized void add() {
        items++;
    }

    private static synchronized int available() {
        return items;
    }

    private static synchronized void take() {
        if (--items < 0) {
            throw new AssertionError("sold what was not there");
        }
    }
}
