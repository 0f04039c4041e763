package dev.hocket.check.corpus.fail;

import static dev.hocket.check.FindingKind.DEADLOCK;

import dev.hocket.check.corpus.Bug;
import java.util.concurrent.locks.ReentrantLock;

/** Two objects that are locks themselves are locked in either order. */
@Bug(
        kinds = {DEADLOCK},
        switches = 2)
public final class SegmentsAreLocks {
    private static final class Segment extends ReentrantLock {
        private static final long serialVersionUID = 1;
        private int count;

        void moveTo(Segment other) {
            this.lock();
            other.lock();
            count--;
            other.count++;
            other.unlock();
            this.unlock();
        }
    }

    public static void test() throws InterruptedException {
        Segment one = new Segment();
        Segment two = new Segment();
        Thread back = new Thread(() -> two.moveTo(one), "back");
        back.start();
        one.moveTo(two);
        back.join();
        if (one.count != 0 || two.count != 0) {
            throw new AssertionError(one.count + " and " + two.count);
        }
    }

    private SegmentsAreLocks() {}
}
