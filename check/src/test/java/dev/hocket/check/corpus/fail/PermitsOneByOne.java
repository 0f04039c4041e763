package dev.hocket.check.corpus.fail;

import static dev.hocket.check.FindingKind.DEADLOCK;

import dev.hocket.check.corpus.Bug;
import java.util.concurrent.Semaphore;

/** Two threads need two permits of a semaphore that has two, and take them one by one. */
@Bug(
        kinds = {DEADLOCK},
        switches = 3)
public final class PermitsOneByOne {
    public static void test() throws InterruptedException {
        Semaphore permits = new Semaphore(2);
        Thread a = Thread.ofPlatform().name("a").start(() -> work(permits));
        Thread b = Thread.ofPlatform().name("b").start(() -> work(permits));
        a.join();
        b.join();
    }

    private static void work(Semaphore permits) {
        permits.acquireUninterruptibly();
        permits.acquireUninterruptibly();
        permits.release(2);
    }

    private PermitsOneByOne() {}
}
