package dev.hocket.check.corpus.classic;

import static dev.hocket.check.FindingKind.DEADLOCK;

import dev.hocket.check.corpus.Bug;
import java.util.concurrent.Semaphore;

/**
 * Two groups share a resource; the first of a group takes it under the mutex that the last of the
 * other group needs to give it back. After <em>carter01</em> of Cordeiro and Fischer (ICSE 2011).
 */
public final class Carter {
    private static final Semaphore MUTEX = new Semaphore(1);
    private static final Semaphore RESOURCE = new Semaphore(1);
    private static final int[] INSIDE = new int[2];

    @Bug(kinds = DEADLOCK, switches = 3)
    public static void test() throws InterruptedException {
        Together.run(2, i -> visit(i));
    }

    @Bug(kinds = DEADLOCK, switches = 21)
    public static void with20() throws InterruptedException {
        Together.run(20, i -> visit(i % 2));
    }

    private static void visit(int group) {
        MUTEX.acquireUninterruptibly();
        if (++INSIDE[group] == 1) {
            RESOURCE.acquireUninterruptibly();
        }
        MUTEX.release();
        MUTEX.acquireUninterruptibly();
        if (--INSIDE[group] == 0) {
            RESOURCE.release();
        }
        MUTEX.release();
    }
}
