package dev.hocket.check.corpus.classic;

import static dev.hocket.check.FindingKind.DEADLOCK;
import static dev.hocket.check.FindingKind.MISSED_SIGNAL;

import dev.hocket.check.corpus.Bug;
import java.util.concurrent.Semaphore;

/**
 * A thread takes a mutex twice in two phases and gives it back once. After <em>phase01</em> of
 * Cordeiro and Fischer (ICSE 2011).
 */
public final class Phase {
    private static final Semaphore X = new Semaphore(1);
    private static final Semaphore Y = new Semaphore(1);

    @Bug(
            kinds = {DEADLOCK, MISSED_SIGNAL},
            switches = 2)
    public static void test() throws InterruptedException {
        Together.run(Phase::twoPhases, Phase::twoPhases);
    }

    private static void twoPhases() {
        X.acquireUninterruptibly();
        X.release();
        Y.acquireUninterruptibly();
        X.acquireUninterruptibly();
        X.release();
    }
}
