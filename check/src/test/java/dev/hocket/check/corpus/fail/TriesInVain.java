package dev.hocket.check.corpus.fail;

import static dev.hocket.check.FindingKind.LIVELOCK;
import static dev.hocket.check.FindingKind.STARVATION;

import dev.hocket.check.corpus.Bug;
import java.util.concurrent.Semaphore;

/** A thread only tries for a permit that another takes again and again. */
@Bug(
        kinds = {STARVATION, LIVELOCK},
        switches = Bug.ENDLESS)
public final class TriesInVain {
    private static volatile boolean served;

    public static void test() throws InterruptedException {
        Semaphore permit = new Semaphore(1);
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
                            while (!permit.tryAcquire()) {
                                for (int pause = 0; pause < 20; pause++) {
                                    Thread.yield();
                                }
                            }
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
