package dev.hocket.check.corpus.pass;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The inner tasks have a pool of their own. */
public final class PoolWaitsForItself {
    public static void test() throws Exception {
        try (ExecutorService pool = Executors.newFixedThreadPool(2);
                ExecutorService inner = Executors.newFixedThreadPool(1); ) {
            Future<Integer> a = pool.submit(() -> inner.submit(() -> 1).get());
            Future<Integer> b = pool.submit(() -> inner.submit(() -> 2).get());
            if (a.get() + b.get() != 3) {
                throw new AssertionError("lost a result");
            }
        }
    }

    private PoolWaitsForItself() {}
}
