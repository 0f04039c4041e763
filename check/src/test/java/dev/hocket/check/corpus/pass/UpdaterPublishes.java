package dev.hocket.check.corpus.pass;

import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

/** An array is written, then published through a field updater; its readers need no updater. */
public final class UpdaterPublishes {
    private static final AtomicReferenceFieldUpdater<UpdaterPublishes, int[]> CELLS =
            AtomicReferenceFieldUpdater.newUpdater(UpdaterPublishes.class, int[].class, "cells");

    private volatile int[] cells = {};

    public static void test() throws InterruptedException {
        UpdaterPublishes shared = new UpdaterPublishes();
        Thread other = new Thread(shared::grow, "other");
        other.start();
        int[] seen = shared.cells;
        if (seen.length == 1 && seen[0] != 5) {
            throw new AssertionError("the cell is " + seen[0]);
        }
        other.join();
    }

    private void grow() {
        int[] more = new int[1];
        more[0] = 5;
        CELLS.compareAndSet(this, cells, more);
    }

    private UpdaterPublishes() {}
}
