package dev.hocket.check.corpus.pass;

import java.util.concurrent.Phaser;

/** The party that stops deregisters. */
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
                                phaser.arriveAndDeregister();
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
