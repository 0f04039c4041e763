package dev.hocket.check.corpus.pass;

import java.util.concurrent.CompletableFuture;

/** Each stage returns its part and the parts are combined. */
public final class FuturesShareCell {
    public static void test() {
        CompletableFuture<Integer> a = CompletableFuture.supplyAsync(() -> 1);
        CompletableFuture<Integer> b = CompletableFuture.supplyAsync(() -> 10);
        int sum = a.thenCombine(b, Integer::sum).join();
        if (sum != 11) {
            throw new AssertionError("sum is " + sum + ", not 11");
        }
    }

    private FuturesShareCell() {}
}
