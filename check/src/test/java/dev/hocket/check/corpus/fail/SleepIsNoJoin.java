package dev.hocket.check.corpus.fail;

import static dev.hocket.check.FindingKind.DATA_RACE;
import static dev.hocket.check.FindingKind.FAILURE;

import dev.hocket.check.corpus.Bug;

/** A thread sleeps for longer than another needs, and then reads what that one wrote. */
@Bug(
        kinds = {DATA_RACE, FAILURE},
        switches = 1)
public final class SleepIsNoJoin {
    private static String answer;

    public static void test() throws InterruptedException {
        Thread worker = new Thread(() -> answer = "done", "worker");
        worker.start();
        Thread.sleep(1000);
        if (answer == null) {
            throw new AssertionError("no answer");
        }
        worker.join();
    }

    private SleepIsNoJoin() {}
}
