package dev.hocket.check.corpus.pass;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The answer of the wait is looked at. */
public final class TimeoutIgnored {
    private static volatile String result;

    public static void test() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        Thread worker =
                new Thread(
                        () -> {
                            LockSupport.parkNanos(2_000_000_000);
                            result = "result";
                            done.countDown();
                        },
                        "worker");
        worker.start();
        int length = done.await(1, TimeUnit.SECONDS) ? result.length() : 0;
        worker.join();
        if (length != 6 && length != 0) {
            throw new AssertionError("length is " + length);
        }
    }

    private TimeoutIgnored() {}
}
