package dev.hocket.check.corpus.fail;

import static dev.hocket.check.FindingKind.FAILURE;

import dev.hocket.check.corpus.Bug;
import java.util.concurrent.atomic.AtomicInteger;

/** A counter that is an {@code AtomicInteger} sets what it has got. */
@Bug(
        kinds = {FAILURE},
        switches = 2)
public final class CountsByInheritance {
    private static final class Counter extends AtomicInteger {
        private static final long serialVersionUID = 1;

        void up() {
            set(get() + 1);
        }
    }

    public static void test() throws InterruptedException {
        Counter counter = new Counter();
        Thread other = new Thread(counter::up, "other");
        other.start();
        counter.up();
        other.join();
        if (counter.get() != 2) {
            throw new AssertionError("counted " + counter.get());
        }
    }

    private CountsByInheritance() {}
}
