package dev.hocket.check.corpus.classic;

import static dev.hocket.check.FindingKind.FAILURE;

import dev.hocket.check.corpus.Bug;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Agents sell seats until one says stop, and more are sold than there are. After <em>airline</em>
 * of the IBM benchmark (Eytani and Ur, PADTAD 2004).
 */
public final class Airline {
    private static final AtomicInteger SOLD = new AtomicInteger();
    private static volatile boolean stopped;

    @Bug(kinds = FAILURE, switches = 4)
    public static void test() throws InterruptedException {
        run(2);
    }

    @Bug(kinds = FAILURE, switches = 7)
    public static void with5() throws InterruptedException {
        run(5);
    }

    @Bug(kinds = FAILURE, switches = 22)
    public static void with20() throws InterruptedException {
        run(20);
    }

    @Bug(kinds = FAILURE, switches = 102)
    public static void with100() throws InterruptedException {
        run(100);
    }

    private static void run(int agents) throws InterruptedException {
        int seats = agents - 1;
        Together.run(agents, i -> sell(seats));
        if (SOLD.get() > seats) {
            throw new AssertionError("sold " + SOLD + " of " + seats + " seats");
        }
    }

    private static void sell(int seats) {
        if (!stopped && SOLD.incrementAndGet() >= seats) {
            stopped = true;
        }
    }
}
