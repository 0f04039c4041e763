import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Third fix, a time limit: a philosopher that does not get the second fork in time puts the first
 * one back and tries again later. All times differ, or this could repeat forever.
 */
public class PhilosophersTimeout {
    public static void main(String[] args) throws InterruptedException {
        List<ReentrantLock> forks = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            forks.add(new ReentrantLock());
        }
        List<Thread> philosophers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            ReentrantLock left = forks.get(i);
            ReentrantLock right = forks.get((i + 1) % 3);
            int patience = 10 * (i + 1);
            philosophers.add(
                    Thread.ofVirtual()
                            .name("philosopher-" + i)
                            .start(() -> dine(left, right, patience)));
        }
        for (Thread philosopher : philosophers) {
            philosopher.join();
        }
    }

    static void dine(ReentrantLock left, ReentrantLock right, int patience) {
        try {
            while (!eat(left, right, patience)) {
                Thread.sleep(100);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static boolean eat(ReentrantLock left, ReentrantLock right, int patience)
            throws InterruptedException {
        left.lock();
        try {
            if (!right.tryLock(patience, TimeUnit.MILLISECONDS)) {
                return false;
            }
            Thread.yield(); // eats
            right.unlock();
            return true;
        } finally {
            left.unlock();
        }
    }
}
