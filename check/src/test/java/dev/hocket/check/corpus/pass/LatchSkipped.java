package dev.hocket.check.corpus.pass;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/** The latch is counted down on every way out. */
public final class LatchSkipped {
    public static void test() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        AtomicBoolean cancelled = new AtomicBoolean();
        Thread worker = Thread.ofVirtual().name("worker").start(() -> work(cancelled, done));
        cancelled.set(true);
        done.await();
        worker.join();
    }

    private static void work(AtomicBoolean cancelled, CountDownLatch done) {
        try {
            if (cancelled.get()) {
                return;
            }
            Thread.yield();
        } finally {
            done.countDown();
        }
    }

    private LatchSkipped() {}
}
