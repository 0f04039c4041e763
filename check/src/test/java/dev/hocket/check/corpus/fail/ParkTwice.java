package dev.hocket.check.corpus.fail;

import static dev.hocket.check.FindingKind.DEADLOCK;
import static dev.hocket.check.FindingKind.MISSED_SIGNAL;

import dev.hocket.check.corpus.Bug;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Two unparks before the first park are one permit, and the thread parks twice. */
@Bug(
        kinds = {MISSED_SIGNAL, DEADLOCK},
        switches = 1)
public final class ParkTwice {
    public static void test() throws InterruptedException {
        AtomicInteger signals = new AtomicInteger();
        Thread sleeper =
                Thread.ofVirtual()
                        .name("sleeper")
                        .start(() -> {
                            LockSupport.park(signals);
                            LockSupport.park(signals);
                        });
        signals.incrementAndGet();
        LockSupport.unpark(sleeper);
        signals.incrementAndGet();
        LockSupport.unpark(sleeper);
        sleeper.join();
    }

    private ParkTwice() {}
}
