package dev.hocket.check.corpus.fail;

import static dev.hocket.check.FindingKind.FAILURE;

import dev.hocket.check.corpus.Bug;
import java.util.concurrent.locks.StampedLock;

/** What was read optimistically is used and never validated. */
@Bug(
        kinds = {FAILURE},
        switches = 2)
public final class OptimismUnchecked {
    public static void test() throws InterruptedException {
        StampedLock lock = new StampedLock();
        int[] pair = new int[2];
        Thread writer = new Thread(() -> write(lock, pair), "writer");
        writer.start();
        long stamp = lock.tryOptimisticRead();
        int left = pair[0];
        int right = pair[1];
        if (stamp != 0 && left != right) {
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
