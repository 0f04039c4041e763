package dev.hocket.check.corpus.pass;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A second is time enough. */
public final class ShortOfPatience {
    public static void test() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        Thread worker = new Thread(done::countDown, "worker");
        worker.start();
        if (!done.await(1, TimeUnit.SECONDS)) {
            throw new AssertionError("the worker was too slow");
        }
        worker.join();
    }

    private ShortOfPatience() {}
}
