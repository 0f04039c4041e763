package dev.hocket.check.corpus.fail;

import static dev.hocket.check.FindingKind.UNCAUGHT;

import dev.hocket.check.corpus.Bug;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A task is handed to a pool that may be shut already. */
@Bug(
        kinds = {UNCAUGHT},
        switches = 1)
public final class SubmitAfterShutdown {
    public static void test() throws InterruptedException {
        ExecutorService pool = Executors.newSingleThreadExecutor();
        Thread client = new Thread(() -> pool.execute(Thread::yield), "client");
        client.start();
        pool.shutdown();
        client.join();
        pool.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
    }

    private SubmitAfterShutdown() {}
}
