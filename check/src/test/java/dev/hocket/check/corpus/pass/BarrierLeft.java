package dev.hocket.check.corpus.pass;

import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;

/** Both parties always come to the barrier. */
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
                            meet(barrier);
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
