package dev.hocket.check.corpus.fail;

import dev.hocket.check.FindingKind;
import dev.hocket.check.corpus.Bug;
import java.util.concurrent.locks.LockSupport;

/** Parking that is not in a loop may end for no reason. */
@Bug(kinds = FindingKind.FAILURE, switches = 2)
public class ParksOnce {
    private static volatile boolean ready;

    public static void test() throws InterruptedException {
        Thread sleeper = Thread.currentThread();
        Thread setter =
                new Thread(
                        () -> {
                            ready = true;
                            LockSupport.unpark(sleeper);
                        },
                        "setter");
        setter.start();
        if (!ready) {
            LockSupport.park();
        }
        if (!ready) {
            throw new AssertionError("woken too early");
        }
        setter.join();
    }
}
