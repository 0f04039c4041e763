package dev.hocket.check.corpus.fail;

import static dev.hocket.check.FindingKind.DATA_RACE;
import static dev.hocket.check.FindingKind.FAILURE;

import dev.hocket.check.corpus.Bug;

/** Two threads count in an enum, whose constants outlive every schedule. */
@Bug(
        kinds = {FAILURE, DATA_RACE},
        switches = 2)
public final class CountsInEnum {
    private enum Level {
        LOW,
        HIGH;

        private static int total;
        private int hits;

        private void hit() {
            hits++;
            total++;
        }
    }

    public static void test() throws InterruptedException {
        Thread other = new Thread(Level.LOW::hit, "other");
        other.start();
        Level.LOW.hit();
        other.join();
        if (Level.LOW.hits != 2 || Level.total != 2) {
            throw new AssertionError(Level.LOW.hits + " of " + Level.total);
        }
    }

    private CountsInEnum() {}
}
