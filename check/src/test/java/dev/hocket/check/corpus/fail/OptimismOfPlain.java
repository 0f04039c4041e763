package dev.hocket.check.corpus.fail;

import static dev.hocket.check.Kind.FAILURE;

import dev.hocket.check.corpus.Bug;
import java.util.concurrent.locks.StampedLock;

/** Variables that are not volatile are read optimistically and used without being validated. */
@Bug(
        kinds = {FAILURE},
        switches = 2)
public final class OptimismOfPlain {
    private static final StampedLock LOCK = new StampedLock();
    private static int x;
    private static int y;

    public static void test() throws InterruptedException {
        Thread writer = new Thread(OptimismOfPlain::write, "writer");
        writer.start();
        int difference = read();
        writer.join();
        if (difference != 0) {
            throw new AssertionError("x and y differ by " + difference);
        }
    }

    private static void write() {
        long stamp = LOCK.writeLock();
        x = 1;
        y = 1;
        LOCK.unlockWrite(stamp);
    }

    private static int read() {
        long stamp = LOCK.tryOptimisticRead();
        int difference = x - y;
        return difference + (int) (stamp * 0);
    }

    private OptimismOfPlain() {}
}
