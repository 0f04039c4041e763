package dev.hocket.check.corpus.fail;

import static dev.hocket.check.FindingKind.LIVELOCK;

import dev.hocket.check.corpus.Bug;

/** Each of two threads looks once a second whether the other is done, and then is done itself. */
@Bug(
        kinds = {LIVELOCK},
        switches = Bug.ENDLESS)
public final class PollsForEachOther {
    private final boolean[] done = new boolean[2];

    private synchronized void finish(int me) {
        while (!done[1 - me]) {
            try {
                wait(1000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        done[me] = true;
        notifyAll();
    }

    public static void test() throws InterruptedException {
        PollsForEachOther both = new PollsForEachOther();
        Thread other = new Thread(() -> both.finish(1), "other");
        other.start();
        both.finish(0);
        other.join();
    }

    private PollsForEachOther() {}
}
