package dev.hocket.check.corpus.fail;

import static dev.hocket.check.FindingKind.FAILURE;

import dev.hocket.check.corpus.Bug;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A periodic task that was cancelled while it ran still counts once. */
@Bug(
        kinds = {FAILURE},
        switches = 4)
public final class CountedAfterCancel {
    public static void test() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        AtomicInteger runs = new AtomicInteger();
        int seen;
        try (ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(1)) {
            Future<?> task =
                    scheduler.scheduleAtFixedRate(
                            () -> {
                                begun.countDown();
                                runs.incrementAndGet();
                            },
                            5,
                            10,
                            TimeUnit.MILLISECONDS);
            begun.await();
            task.cancel(false);
            seen = runs.get();
        }
        if (seen != runs.get()) {
            throw new AssertionError("ran after it was cancelled");
        }
    }

    private CountedAfterCancel() {}
}
