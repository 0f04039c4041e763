package dev.hocket.check.corpus.fail;

import dev.hocket.check.FindingKind;
import dev.hocket.check.corpus.Bug;

/** A wait that is not in a loop may end for no reason. */
@Bug(kinds = FindingKind.FAILURE, switches = 2)
public class WaitsOnce {
    private boolean ready;

    public void test() throws InterruptedException {
        Thread setter = new Thread(this::set, "setter");
        setter.start();
        synchronized (this) {
            if (!ready) {
                wait();
            }
            if (!ready) {
                throw new AssertionError("woken too early");
            }
        }
        setter.join();
    }

    private synchronized void set() {
        ready = true;
        notifyAll();
    }
}
