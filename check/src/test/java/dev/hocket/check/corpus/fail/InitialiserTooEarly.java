package dev.hocket.check.corpus.fail;

import dev.hocket.check.FindingKind;
import dev.hocket.check.corpus.Bug;

/** A constant takes what a variable is at the class's first use, which may be too early. */
@Bug(kinds = FindingKind.FAILURE, switches = 2)
public class InitialiserTooEarly {
    static volatile int seed;

    private static final class Holder {
        static final int VALUE = seed;

        private Holder() {}
    }

    public void test() throws InterruptedException {
        Thread early = new Thread(() -> System.out.println(Holder.VALUE), "early");
        early.start();
        seed = 5;
        early.join();
        if (Holder.VALUE != 5) {
            throw new AssertionError("value " + Holder.VALUE);
        }
    }
}
