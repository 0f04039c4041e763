package dev.hocket.check.corpus.fail;

import static dev.hocket.check.FindingKind.DEADLOCK;

import dev.hocket.check.corpus.Bug;
import java.util.concurrent.CompletableFuture;

/** A thread waits for a future and holds the monitor that the future's task needs. */
@Bug(
        kinds = {DEADLOCK},
        switches = 1)
public final class JoinUnderLock {
    private static final Object LOCK = new Object();
    private static int value;

    public static void test() {
        CompletableFuture<Integer> task = CompletableFuture.supplyAsync(JoinUnderLock::next);
        synchronized (LOCK) {
            value += task.join();
        }
    }

    private static int next() {
        synchronized (LOCK) {
            return value + 1;
        }
    }

    private JoinUnderLock() {}
}
