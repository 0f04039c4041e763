package dev.hocket.check.corpus.pass;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/** The pool is shut on every way out. */
public final class PoolLeftOpen {
    public static void test() throws InterruptedException {
        AtomicBoolean open = new AtomicBoolean(true);
        ExecutorService pool = Executors.newFixedThreadPool(1);
        try (pool) {
            Future<String> task =
                    pool.submit(() -> {
                        if (!open.get()) {
                            throw new IllegalStateException("closed");
                        }
                        return "open";
                    });
            open.set(false);
            try {
                task.get();
            } catch (ExecutionException e) {
                return;
            }
        }
    }

    private PoolLeftOpen() {}
}
