package dev.hocket.check.corpus.fail;

import static dev.hocket.check.FindingKind.DEADLOCK;
import static dev.hocket.check.FindingKind.LIVELOCK;
import static dev.hocket.check.FindingKind.STARVATION;

import dev.hocket.check.corpus.Bug;

/** A thread that is interrupted in its sleep forgets it and sleeps again. */
@Bug(
        kinds = {LIVELOCK, STARVATION, DEADLOCK},
        switches = Bug.ENDLESS)
public final class InterruptSwallowed {
    public static void test() throws InterruptedException {
        Thread worker =
                new Thread(
                        () -> {
                            while (!Thread.currentThread().isInterrupted()) {
                                try {
                                    Thread.sleep(10);
                                } catch (InterruptedException e) {
                                    Thread.yield();
                                }
                            }
                        },
                        "worker");
        worker.start();
        worker.interrupt();
        worker.join();
    }

    private InterruptSwallowed() {}
}
