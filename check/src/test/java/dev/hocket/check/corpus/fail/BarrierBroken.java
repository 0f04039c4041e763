package dev.hocket.check.corpus.fail;

import static dev.hocket.check.FindingKind.UNCAUGHT;

import dev.hocket.check.corpus.Bug;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;

/** One party of a barrier is interrupted, and the other does not expect a broken barrier. */
@Bug(
        kinds = {UNCAUGHT},
        switches = 2)
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
        a.interrupt();
        a.join();
        b.join();
    }

    private BarrierBroken() {}
}
