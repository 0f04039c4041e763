package dev.hocket.check.corpus.pass;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** Only who got the permit releases it. */
public final class PermitGivenTwice {
    private static final Semaphore PERMIT = new Semaphore(1);
    private static final AtomicInteger INSIDE = new AtomicInteger();

    public static void test() throws InterruptedException {
        Thread[] threads = new Thread[3];
        for (int i = 0; i < 3; i++) {
            threads[i] = Thread.ofVirtual().name("guest-", i).start(PermitGivenTwice::visit);
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static void visit() {
        boolean entered = PERMIT.tryAcquire();
        if (entered) {
            if (INSIDE.incrementAndGet() > 1) {
                throw new IllegalStateException("two are inside");
            }
            INSIDE.decrementAndGet();
        }
        if (entered) {
            PERMIT.release();
        }
    }

    private PermitGivenTwice() {}
}
