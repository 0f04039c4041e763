package dev.hocket.check.corpus.fail;

import static dev.hocket.check.FindingKind.DEADLOCK;

import dev.hocket.check.corpus.Bug;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;

/** Two threads that swap values over queues without room both put before they take. */
@Bug(
        kinds = {DEADLOCK},
        switches = 2)
public final class PutBeforeTake {
    public static void test() throws Exception {
        SynchronousQueue<String> east = new SynchronousQueue<>();
        SynchronousQueue<String> west = new SynchronousQueue<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
            Future<String> a =
                    pool.submit(() -> {
                        east.put("a");
                        return west.take();
                    });
            Future<String> b =
                    pool.submit(() -> {
                        west.put("b");
                        return east.take();
                    });
            if (!(a.get() + b.get()).equals("ba")) {
                throw new AssertionError("swapped wrongly");
            }
        }
    }

    private PutBeforeTake() {}
}
