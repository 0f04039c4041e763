package dev.hocket.engine.pool;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/** The end of a pool, waited for in bounded time. */
final class PoolShutdown {
    private static final int WAIT_SECONDS = 1;

    private PoolShutdown() {}

    /** Whether the pool ended in time; the caller stays interrupted if it was. */
    static boolean await(ExecutorService pool) {
        try {
            return pool.awaitTermination(WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return pool.isTerminated();
        }
    }
}
