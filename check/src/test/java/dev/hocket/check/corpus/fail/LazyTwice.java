package dev.hocket.check.corpus.fail;

import static dev.hocket.check.FindingKind.FAILURE;

import dev.hocket.check.corpus.Bug;
import java.util.concurrent.atomic.AtomicInteger;

/** A lazily made single object is made twice. */
@Bug(
        kinds = {FAILURE},
        switches = 4)
public final class LazyTwice {
    private static final AtomicInteger MADE = new AtomicInteger();
    private static volatile Object single;

    public static void test() throws InterruptedException {
        Thread a = Thread.ofVirtual().name("a").start(LazyTwice::single);
        Thread b = Thread.ofVirtual().name("b").start(LazyTwice::single);
        a.join();
        b.join();
        if (MADE.get() != 1) {
            throw new AssertionError("made " + MADE + " times");
        }
    }

    private static Object single() {
        if (single == null) {
            single = MADE.incrementAndGet();
        }
        return single;
    }

    private LazyTwice() {}
}
