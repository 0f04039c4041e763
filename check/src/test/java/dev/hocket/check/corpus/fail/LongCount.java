package dev.hocket.check.corpus.fail;

import dev.hocket.check.FindingKind;
import dev.hocket.check.corpus.Bug;
import java.util.concurrent.atomic.AtomicInteger;

/** A thread counts for long and forgets to say that it is done. */
@Bug(kinds = FindingKind.LIVELOCK, switches = Bug.ENDLESS)
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
        waiting.join();
    }
}
