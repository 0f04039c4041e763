package dev.hocket.check.corpus.pass;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The pool is shut when no one hands over any more. */
public final class SubmitAfterShutdown {
    public static void test() throws InterruptedException {
        ExecutorService pool = Executors.newSingleThreadExecutor();
        Thread client = new Thread(() -> pool.execute(Thread::yield), "client");
        client.start();
        client.join();
        pool.shutdown();
        pool.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
    }

    private SubmitAfterShutdown() {}
}
