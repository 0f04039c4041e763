package dev.hocket.check.corpus.pass;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** The thread parks while a count that it reads says so. */
public final class ParkTwice {
    public static void test() throws InterruptedException {
        AtomicInteger signals = new AtomicInteger();
        Thread sleeper =
                Thread.ofVirtual()
                        .name("sleeper")
                        .start(() -> {
                            while (signals.get() < 2) {
                                LockSupport.park(signals);
                            }
                        });
        signals.incrementAndGet();
        LockSupport.unpark(sleeper);
        signals.incrementAndGet();
        LockSupport.unpark(sleeper);
        sleeper.join();
    }

    private ParkTwice() {}
}
