package dev.hocket.check.corpus.pass;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The futures are combined, and no thread waits for the other one. */
public final class FutureInOnlyThread {
    public static void test() {
        try (ExecutorService pool = Executors.newSingleThreadExecutor()) {
            CompletableFuture<Integer> price = CompletableFuture.supplyAsync(() -> 40, pool);
            CompletableFuture<Integer> tax = CompletableFuture.supplyAsync(() -> 2, pool);
            if (price.thenCombineAsync(tax, Integer::sum, pool).join() != 42) {
                throw new AssertionError("total");
            }
        }
    }

    private FutureInOnlyThread() {}
}
