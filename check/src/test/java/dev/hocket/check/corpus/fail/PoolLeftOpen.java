package dev.hocket.check.corpus.fail;

import static dev.hocket.check.FindingKind.LEFT_RUNNING;

import dev.hocket.check.corpus.Bug;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/** A pool is not shut when a task failed. */
@Bug(
        kinds = {LEFT_RUNNING},
        switches = 2)
public final class PoolLeftOpen {
    public static void test() throws InterruptedException {
        AtomicBoolean open = new AtomicBoolean(true);
        ExecutorService pool = Executors.newFixedThreadPool(1);
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
        pool.close();
    }

    private PoolLeftOpen() {}
}
