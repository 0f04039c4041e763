package dev.hocket.check.corpus.fail;

import static dev.hocket.check.FindingKind.DEADLOCK;

import dev.hocket.check.corpus.Bug;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The tasks of a full pool wait for tasks that stand behind them in its queue. */
@Bug(
        kinds = {DEADLOCK},
        switches = 2)
public final class PoolWaitsForItself {
    public static void test() throws Exception {
        try (ExecutorService pool = Executors.newFixedThreadPool(2); ) {
            Future<Integer> a = pool.submit(() -> pool.submit(() -> 1).get());
            Future<Integer> b = pool.submit(() -> pool.submit(() -> 2).get());
            if (a.get() + b.get() != 3) {
                throw new AssertionError("lost a result");
            }
        }
    }

    private PoolWaitsForItself() {}
}
