package dev.hocket.check.corpus.classic;

import static dev.hocket.check.FindingKind.DEADLOCK;

import dev.hocket.check.corpus.Bug;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Two threads take two locks in opposite orders. After <em>deadlock01</em> of Cordeiro and Fischer
 * (ICSE 2011) and <em>deadlock</em> of the IBM benchmark.
 */
public final class Deadlock {
    private static final ReentrantLock A = new ReentrantLock();
    private static final ReentrantLock B = new ReentrantLock();
    private static int counter;

    @Bug(kinds = DEADLOCK, switches = 3)
    public static void test() throws InterruptedException {
        Together.run(() -> add(A, B), () -> add(B, A));
    }

    private static void add(ReentrantLock outer, ReentrantLock inner) {
        outer.lock();
        inner.lock();
        counter++;
        inner.unlock();
        outer.unlock();
    }
}
