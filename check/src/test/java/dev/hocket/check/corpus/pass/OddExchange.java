package dev.hocket.check.corpus.pass;

import java.util.concurrent.Exchanger;

/** The third thread does not touch the exchanger of the two. */
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
                                Thread.yield();
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
