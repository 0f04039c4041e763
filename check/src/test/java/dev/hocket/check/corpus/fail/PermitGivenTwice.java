package dev.hocket.check.corpus.fail;

import static dev.hocket.check.FindingKind.UNCAUGHT;

import dev.hocket.check.corpus.Bug;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** A permit is released by a thread that did not get it, and two threads are inside. */
@Bug(
        kinds = {UNCAUGHT},
        switches = 3)
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
        PERMIT.release();
    }

    private PermitGivenTwice() {}
}
