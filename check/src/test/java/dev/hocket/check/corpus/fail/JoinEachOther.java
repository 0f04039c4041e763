package dev.hocket.check.corpus.fail;

import static dev.hocket.check.FindingKind.DEADLOCK;

import dev.hocket.check.corpus.Bug;

/** Two threads wait for each other's end. */
@Bug(
        kinds = {DEADLOCK},
        switches = 2)
public final class JoinEachOther {
    public static void test() throws InterruptedException {
        Thread[] pair = new Thread[2];
        pair[0] = Thread.ofVirtual().name("a").unstarted(() -> await(pair[1]));
        pair[1] = Thread.ofVirtual().name("b").unstarted(() -> await(pair[0]));
        pair[0].start();
        pair[1].start();
        pair[0].join();
        pair[1].join();
    }

    private static void await(Thread other) {
        try {
            other.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private JoinEachOther() {}
}
