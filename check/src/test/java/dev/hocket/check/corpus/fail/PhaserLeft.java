package dev.hocket.check.corpus.fail;

import static dev.hocket.check.FindingKind.DEADLOCK;
import static dev.hocket.check.FindingKind.MISSED_SIGNAL;

import dev.hocket.check.corpus.Bug;
import java.util.concurrent.Phaser;

/** A registered party of a phaser stops without saying so, and the other waits for it. */
@Bug(
        kinds = {DEADLOCK, MISSED_SIGNAL},
        switches = 3)
public final class PhaserLeft {
    private static volatile boolean stopped;

    public static void test() throws InterruptedException {
        Phaser phaser = new Phaser(2);
        Thread a =
                new Thread(
                        () -> {
                            phaser.arriveAndAwaitAdvance();
                            phaser.arriveAndAwaitAdvance();
                        },
                        "a");
        Thread b =
                new Thread(
                        () -> {
                            phaser.arriveAndAwaitAdvance();
                            if (stopped) {
                                return;
                            }
                            phaser.arriveAndAwaitAdvance();
                        },
                        "b");
        a.start();
        b.start();
        stopped = true;
        a.join();
        b.join();
    }

    private PhaserLeft() {}
}
