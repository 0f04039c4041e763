package dev.hocket.check.corpus.fail;

import static dev.hocket.check.FindingKind.FAILURE;

import dev.hocket.check.corpus.Bug;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A test allows its thread a time that a busy machine does not keep. */
@Bug(
        kinds = {FAILURE},
        switches = 0)
public final class ShortOfPatience {
    public static void test() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        Thread worker = new Thread(done::countDown, "worker");
        worker.start();
        if (!done.await(100, TimeUnit.MILLISECONDS)) {
            throw new AssertionError("the worker was too slow");
        }
        worker.join();
    }

    private ShortOfPatience() {}
}
