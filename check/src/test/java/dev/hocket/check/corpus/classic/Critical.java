package dev.hocket.check.corpus.classic;

import static dev.hocket.check.FindingKind.UNCAUGHT;

import dev.hocket.check.corpus.Bug;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Two threads enter a critical section by a turn that the wrong one sets. After <em>critical</em>
 * of the IBM benchmark (Eytani and Ur, PADTAD 2004).
 */
public final class Critical {
    private static final AtomicInteger INSIDE = new AtomicInteger();
    private static volatile boolean occupied;

    @Bug(kinds = UNCAUGHT, switches = 3)
    public static void test() throws InterruptedException {
        Together.run(2, i -> enter());
    }

    @Bug(kinds = UNCAUGHT, switches = 3)
    public static void with20() throws InterruptedException {
        Together.run(20, i -> enter());
    }

    private static void enter() {
        if (!occupied) {
            occupied = true;
            if (INSIDE.incrementAndGet() > 1) {
                throw new AssertionError("two are inside");
            }
            INSIDE.decrementAndGet();
            occupied = false;
        }
    }
}
