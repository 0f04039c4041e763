package dev.hocket.check.corpus.pass;

import java.util.concurrent.locks.StampedLock;

/** The read is validated, and repeated under the lock when a writer came between. */
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
        if (!LOCK.validate(stamp)) {
            stamp = LOCK.readLock();
            difference = x - y;
            LOCK.unlockRead(stamp);
        }
        return difference;
    }

    private OptimismOfPlain() {}
}
