package dev.hocket.check.corpus.fail;

import dev.hocket.check.FindingKind;
import dev.hocket.check.corpus.Bug;

/** A thread yields until it is interrupted, and nobody does that. */
@Bug(kinds = FindingKind.LIVELOCK, switches = Bug.ENDLESS)
public class YieldsUntilInterrupted {
    public void test() throws InterruptedException {
        Thread worker =
                new Thread(
                        () -> {
                            while (!Thread.currentThread().isInterrupted()) {
                                Thread.yield();
                            }
                        },
                        "worker");
        worker.start();
        Thread.sleep(100);
        worker.join();
    }
}
