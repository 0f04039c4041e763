package dev.hocket.check.corpus.pass;

import java.util.concurrent.Semaphore;

/** The permits are given in the order of arrival. */
public final class TriesInVain {
    private static volatile boolean served;

    public static void test() throws InterruptedException {
        Semaphore permit = new Semaphore(1, true);
        Thread greedy =
                new Thread(
                        () -> {
                            while (!served) {
                                permit.acquireUninterruptibly();
                                for (int job = 0; job < 20; job++) {
                                    Thread.yield();
                                }
                                permit.release();
                            }
                        },
                        "greedy");
        Thread modest =
                new Thread(
                        () -> {
                            permit.acquireUninterruptibly();
                            served = true;
                            permit.release();
                        },
                        "modest");
        greedy.start();
        modest.start();
        greedy.join();
        modest.join();
    }

    private TriesInVain() {}
}
