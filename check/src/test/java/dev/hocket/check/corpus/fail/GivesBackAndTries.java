package dev.hocket.check.corpus.fail;

import static dev.hocket.check.FindingKind.LIVELOCK;
import static dev.hocket.check.FindingKind.STARVATION;

import dev.hocket.check.corpus.Bug;
import java.util.concurrent.locks.ReentrantLock;

/** Each takes its own lock, tries for the other one, gives back, and begins anew. */
@Bug(
        kinds = {LIVELOCK, STARVATION},
        switches = Bug.ENDLESS)
public final class GivesBackAndTries {
    public static void test() throws InterruptedException {
        ReentrantLock left = new ReentrantLock();
        ReentrantLock right = new ReentrantLock();
        Thread a = new Thread(() -> both(left, right), "a");
        Thread b = new Thread(() -> both(right, left), "b");
        a.start();
        b.start();
        a.join();
        b.join();
    }

    private static void both(ReentrantLock mine, ReentrantLock yours) {
        boolean done = false;
        while (!done) {
            mine.lock();
            try {
                if (yours.tryLock()) {
                    yours.unlock();
                    done = true;
                }
            } finally {
                mine.unlock();
            }
        }
    }

    private GivesBackAndTries() {}
}
