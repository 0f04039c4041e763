package dev.hocket.check.corpus.fail;

import static dev.hocket.check.FindingKind.DEADLOCK;
import static dev.hocket.check.FindingKind.MISSED_SIGNAL;

import dev.hocket.check.corpus.Bug;
import java.util.concurrent.Exchanger;

/**
 * A third thread takes part in an exchange meant for two when it comes early, and leaves one alone.
 */
@Bug(
        kinds = {DEADLOCK, MISSED_SIGNAL},
        switches = 4)
public final class OddExchange {
    private static final Exchanger<String> PAIR = new Exchanger<>();
    private static volatile boolean paired;

    public static void test() throws InterruptedException {
        Thread a = Thread.ofVirtual().name("a").start(() -> swap("a"));
        Thread b = Thread.ofVirtual().name("b").start(() -> swap("b"));
        Thread c =
                Thread.ofVirtual()
                        .name("c")
                        .start(() -> {
                            if (!paired) {
                                swap("c");
                            }
                        });
        b.join();
        a.join();
        c.join();
    }

    private static void swap(String mine) {
        try {
            PAIR.exchange(mine);
            paired = true;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private OddExchange() {}
}
