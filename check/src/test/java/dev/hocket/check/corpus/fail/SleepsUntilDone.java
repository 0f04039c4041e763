package dev.hocket.check.corpus.fail;

import dev.hocket.check.FindingKind;
import dev.hocket.check.corpus.Bug;

/** A thread looks every now and then for what never comes. */
@Bug(kinds = FindingKind.LIVELOCK, switches = Bug.ENDLESS)
public class SleepsUntilDone {
    private volatile boolean done;

    public void test() throws InterruptedException {
        Thread poller =
                new Thread(
                        () -> {
                            while (!done) {
                                pause();
                            }
                        },
                        "poller");
        poller.start();
        Thread.sleep(100);
        done = false;
        poller.join();
    }

    private static void pause() {
        try {
            Thread.sleep(10);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
