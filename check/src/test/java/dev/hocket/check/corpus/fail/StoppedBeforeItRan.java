package dev.hocket.check.corpus.fail;

import static dev.hocket.check.FindingKind.LEFT_RUNNING;
import static dev.hocket.check.FindingKind.LIVELOCK;
import static dev.hocket.check.FindingKind.STARVATION;

import dev.hocket.check.corpus.Bug;

/** A thread says at its start that it runs, and so forgets that it was stopped before. */
@Bug(
        kinds = {LEFT_RUNNING, LIVELOCK, STARVATION},
        switches = 1)
public final class StoppedBeforeItRan {
    private static volatile boolean running;

    public static void test() throws InterruptedException {
        Thread worker =
                new Thread(
                        () -> {
                            running = true;
                            while (running) {
                                Thread.yield();
                            }
                        },
                        "worker");
        worker.start();
        running = false;
    }

    private StoppedBeforeItRan() {}
}
