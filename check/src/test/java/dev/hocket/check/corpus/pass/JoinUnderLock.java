package dev.hocket.check.corpus.pass;

import java.util.concurrent.CompletableFuture;

/** The monitor is taken after the wait. */
public final class JoinUnderLock {
    private static final Object LOCK = new Object();
    private static int value;

    public static void test() {
        CompletableFuture<Integer> task = CompletableFuture.supplyAsync(JoinUnderLock::next);
        int result = task.join();
        synchronized (LOCK) {
            value += result;
        }
    }

    private static int next() {
        synchronized (LOCK) {
            return value + 1;
        }
    }

    private JoinUnderLock() {}
}
