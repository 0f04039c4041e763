package dev.hocket.check.corpus.pass;

import java.util.concurrent.locks.ReentrantLock;

/** The same locks, where one lock guards both moves. */
public final class SegmentsAreLocks {
    private static final Segment GUARD = new Segment();

    private static final class Segment extends ReentrantLock {
        private static final long serialVersionUID = 1;
        private int count;

        void moveTo(Segment other) {
            GUARD.lock();
            count--;
            other.count++;
            GUARD.unlock();
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
