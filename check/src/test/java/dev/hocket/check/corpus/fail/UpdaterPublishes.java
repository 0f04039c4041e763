package dev.hocket.check.corpus.fail;

import static dev.hocket.check.FindingKind.DATA_RACE;
import static dev.hocket.check.FindingKind.FAILURE;

import dev.hocket.check.corpus.Bug;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

/** An array is made known through a field updater, and written after that. */
@Bug(
        kinds = {FAILURE, DATA_RACE},
        switches = 2)
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
        CELLS.compareAndSet(this, cells, more);
        more[0] = 5;
    }

    private UpdaterPublishes() {}
}
