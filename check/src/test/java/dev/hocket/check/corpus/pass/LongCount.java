package dev.hocket.check.corpus.pass;

import java.util.concurrent.atomic.AtomicInteger;

/** A thread counts for long, and says when it is done. */
public class LongCount {
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static volatile boolean done;

    public void test() throws InterruptedException {
        Thread waiting =
                new Thread(
                        () -> {
                            while (!done) {
                                Thread.onSpinWait();
                            }
                        },
                        "waiting");
        waiting.start();
        for (int i = 0; i < 15_000; i++) {
            COUNT.incrementAndGet();
        }
        done = true;
        waiting.join();
    }
}
