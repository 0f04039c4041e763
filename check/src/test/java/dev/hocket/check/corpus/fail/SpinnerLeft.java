package dev.hocket.check.corpus.fail;

import static dev.hocket.check.FindingKind.LEFT_RUNNING;

import dev.hocket.check.corpus.Bug;

/** A thread spins on a flag that nobody sets, and the test does not join it. */
@Bug(
        kinds = {LEFT_RUNNING},
        switches = Bug.ENDLESS)
public final class SpinnerLeft {
    private static volatile boolean stop;

    public static void test() {
        Thread spinner = new Thread(SpinnerLeft::spin, "spinner");
        spinner.start();
    }

    private static void spin() {
        while (!stop) {
            Thread.onSpinWait();
        }
    }

    private SpinnerLeft() {}
}
