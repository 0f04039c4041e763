package dev.hocket.check.corpus.pass;

import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;

/** The party is interrupted when the barrier has been passed. */
public final class BarrierBroken {
    public static void test() throws InterruptedException {
        CyclicBarrier barrier = new CyclicBarrier(2);
        Thread a =
                new Thread(
                        () -> {
                            try {
                                barrier.await();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            } catch (BrokenBarrierException e) {
                                throw new IllegalStateException(e);
                            }
                        },
                        "a");
        Thread b =
                new Thread(
                        () -> {
                            try {
                                barrier.await();
                            } catch (InterruptedException | BrokenBarrierException e) {
                                throw new IllegalStateException(e);
                            }
                        },
                        "b");
        a.start();
        b.start();
        b.join();
        a.interrupt();
        a.join();
    }

    private BarrierBroken() {}
}
