package dev.hocket.check.corpus.fail;

import static dev.hocket.check.FindingKind.DEADLOCK;
import static dev.hocket.check.FindingKind.MISSED_SIGNAL;

import dev.hocket.check.corpus.Bug;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/** A worker that finds its work cancelled leaves without counting the latch down. */
@Bug(
        kinds = {DEADLOCK, MISSED_SIGNAL},
        switches = 1)
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
        if (cancelled.get()) {
            return;
        }
        Thread.yield();
        done.countDown();
    }

    private LatchSkipped() {}
}
