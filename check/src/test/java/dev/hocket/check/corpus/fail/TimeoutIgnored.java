package dev.hocket.check.corpus.fail;

import static dev.hocket.check.FindingKind.FAILURE;
import static dev.hocket.check.FindingKind.UNCAUGHT;

import dev.hocket.check.corpus.Bug;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A wait with a time limit is taken for a wait that succeeded. */
@Bug(
        kinds = {FAILURE, UNCAUGHT},
        switches = 1)
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
        done.await(1, TimeUnit.SECONDS);
        int length = result.length();
        worker.join();
        if (length != 6 && length != 0) {
            throw new AssertionError("length is " + length);
        }
    }

    private TimeoutIgnored() {}
}
