import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Second fix, an arbiter: the waiter admits one philosopher fewer than the table has seats.
 */
public class PhilosophersArbiter {
    static final Semaphore WAITER = new Semaphore(2);

    public static void main(String[] args) throws InterruptedException {
        List<ReentrantLock> forks = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            forks.add(new ReentrantLock());
        }
        List<Thread> philosophers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            ReentrantLock left = forks.get(i);
            ReentrantLock right = forks.get((i + 1) % 3);
            philosophers.add(
                    Thread.ofVirtual().name("philosopher-" + i).start(() -> dine(left, right)));
        }
        for (Thread philosopher : philosophers) {
            philosopher.join();
        }
    }

    static void dine(ReentrantLock left, ReentrantLock right) {
        WAITER.acquireUninterruptibly();
        left.lock();
        right.lock();
        Thread.yield(); // eats
        right.unlock();
        left.unlock();
        WAITER.release();
    }
}
