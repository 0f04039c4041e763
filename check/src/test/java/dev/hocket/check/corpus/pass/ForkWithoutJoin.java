package dev.hocket.check.corpus.pass;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;

/** The worker joins the task, which lets it run the task itself. */
public final class ForkWithoutJoin {
    public static void test() throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        try (ForkJoinPool pool = new ForkJoinPool(1)) {
            pool.submit(
                            () -> {
                                ForkJoinTask<?> child = ForkJoinTask.adapt(done::countDown).fork();
                                child.join();
                                return child;
                            })
                    .get();
        }
    }

    private ForkWithoutJoin() {}
}
