package dev.hocket.check.corpus.pass;

import java.util.concurrent.Semaphore;

/** The two permits are taken at once. */
public final class PermitsOneByOne {
    public static void test() throws InterruptedException {
        Semaphore permits = new Semaphore(2);
        Thread a = Thread.ofPlatform().name("a").start(() -> work(permits));
        Thread b = Thread.ofPlatform().name("b").start(() -> work(permits));
        a.join();
        b.join();
    }

    private static void work(Semaphore permits) {
        permits.acquireUninterruptibly(2);
        permits.release(2);
    }

    private PermitsOneByOne() {}
}
