package dev.hocket.check.corpus.fail;

import static dev.hocket.check.FindingKind.DEADLOCK;
import static dev.hocket.check.FindingKind.MISSED_SIGNAL;

import dev.hocket.check.corpus.Bug;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;

/**
 * The only worker of a fork-join pool waits on a latch that its own forked task would count down.
 */
@Bug(
        kinds = {DEADLOCK, MISSED_SIGNAL},
        switches = 1)
public final class ForkWithoutJoin {
    public static void test() throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        try (ForkJoinPool pool = new ForkJoinPool(1)) {
            pool.submit(
                            () -> {
                                ForkJoinTask<?> child = ForkJoinTask.adapt(done::countDown).fork();
                                done.await();
                                return child;
                            })
                    .get();
        }
    }

    private ForkWithoutJoin() {}
}
