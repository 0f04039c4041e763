package dev.hocket.check.corpus.fail;

import static dev.hocket.check.FindingKind.DEADLOCK;

import dev.hocket.check.corpus.Bug;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The only thread of a pool waits for a future that only it could complete. */
@Bug(
        kinds = {DEADLOCK},
        switches = 1)
public final class FutureInOnlyThread {
    public static void test() {
        try (ExecutorService pool = Executors.newSingleThreadExecutor()) {
            CompletableFuture<Integer> price = CompletableFuture.supplyAsync(() -> 40, pool);
            CompletableFuture<Integer> total =
                    price.thenApplyAsync(
                            p -> p + CompletableFuture.supplyAsync(() -> 2, pool).join(), pool);
            if (total.join() != 42) {
                throw new AssertionError("total");
            }
        }
    }

    private FutureInOnlyThread() {}
}
