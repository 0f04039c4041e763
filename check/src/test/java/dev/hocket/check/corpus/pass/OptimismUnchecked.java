package dev.hocket.check.corpus.pass;

import java.util.concurrent.locks.StampedLock;

/** It is used only where the stamp is still valid. */
public final class OptimismUnchecked {
    public static void test() throws InterruptedException {
        StampedLock lock = new StampedLock();
        int[] pair = new int[2];
        Thread writer = new Thread(() -> write(lock, pair), "writer");
        writer.start();
        long stamp = lock.tryOptimisticRead();
        int left = pair[0];
        int right = pair[1];
        if (lock.validate(stamp) && left != right) {
            throw new AssertionError(left + " beside " + right);
        }
        writer.join();
    }

    private static void write(StampedLock lock, int[] pair) {
        long stamp = lock.writeLock();
        pair[0] = 1;
        pair[1] = 1;
        lock.unlockWrite(stamp);
    }

    private OptimismUnchecked() {}
}
