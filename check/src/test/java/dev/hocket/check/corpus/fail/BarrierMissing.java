package dev.hocket.check.corpus.fail;

import static dev.hocket.check.FindingKind.FAILURE;

import dev.hocket.check.corpus.Bug;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Two threads replace their cells by their neighbours' without meeting between reading and writing.
 */
@Bug(
        kinds = {FAILURE},
        switches = 4)
public final class BarrierMissing {
    private static final AtomicIntegerArray CELLS = new AtomicIntegerArray(new int[] {1, 2});
    private static final CyclicBarrier STEP = new CyclicBarrier(2);

    public static void test() throws InterruptedException {
        Thread a = new Thread(() -> swap(0), "a");
        Thread b = new Thread(() -> swap(1), "b");
        a.start();
        b.start();
        a.join();
        b.join();
        if (CELLS.get(0) != 2 || CELLS.get(1) != 1) {
            throw new AssertionError("the cells hold " + CELLS);
        }
    }

    private static void swap(int mine) {
        meet();
        int other = CELLS.get(1 - mine);
        CELLS.set(mine, other);
    }

    private static void meet() {
        try {
            STEP.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
    }

    private BarrierMissing() {}
}
