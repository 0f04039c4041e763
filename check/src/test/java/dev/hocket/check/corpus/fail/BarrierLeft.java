package dev.hocket.check.corpus.fail;

import static dev.hocket.check.FindingKind.DEADLOCK;
import static dev.hocket.check.FindingKind.MISSED_SIGNAL;

import dev.hocket.check.corpus.Bug;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;

/** One of the two parties of a barrier stays away when it sees that the other is done. */
@Bug(
        kinds = {DEADLOCK, MISSED_SIGNAL},
        switches = 2)
public final class BarrierLeft {
    private static volatile boolean done;

    public static void test() throws InterruptedException {
        CyclicBarrier barrier = new CyclicBarrier(2);
        Thread a =
                new Thread(
                        () -> {
                            done = true;
                            meet(barrier);
                        },
                        "a");
        Thread b =
                new Thread(
                        () -> {
                            if (!done) {
                                meet(barrier);
                            }
                        },
                        "b");
        a.start();
        b.start();
        a.join();
        b.join();
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
    }

    private BarrierLeft() {}
}
