package dev.hocket.check.corpus.fail;

import static dev.hocket.check.FindingKind.FAILURE;

import dev.hocket.check.corpus.Bug;
import java.util.concurrent.CompletableFuture;

/** Two asynchronous stages add to one volatile field. */
@Bug(
        kinds = {FAILURE},
        switches = 4)
public final class FuturesShareCell {
    private static volatile int sum;

    public static void test() {
        CompletableFuture<Void> a = CompletableFuture.runAsync(() -> sum += 1);
        CompletableFuture<Void> b = CompletableFuture.runAsync(() -> sum += 10);
        CompletableFuture.allOf(a, b).join();
        if (sum != 11) {
            throw new AssertionError("sum is " + sum + ", not 11");
        }
    }

    private FuturesShareCell() {}
}
