package dev.hocket.check.corpus.pass;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;

/** One of the two takes first. */
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
                        String taken = east.take();
                        west.put("b");
                        return taken;
                    });
            if (!(a.get() + b.get()).equals("ba")) {
                throw new AssertionError("swapped wrongly");
            }
        }
    }

    private PutBeforeTake() {}
}
