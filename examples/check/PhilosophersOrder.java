import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** First fix, an order: every philosopher takes the fork with the lower number first. */
public class PhilosophersOrder {
    public static void main(String[] args) throws InterruptedException {
        List<ReentrantLock> forks = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            forks.add(new ReentrantLock());
        }
        List<Thread> philosophers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            ReentrantLock first = forks.get(Math.min(i, (i + 1) % 3));
            ReentrantLock second = forks.get(Math.max(i, (i + 1) % 3));
            philosophers.add(
                    Thread.ofVirtual().name("philosopher-" + i).start(() -> dine(first, second)));
        }
        for (Thread philosopher : philosophers) {
            philosopher.join();
        }
    }

    static void dine(ReentrantLock first, ReentrantLock second) {
        first.lock();
        try {
            second.lock();
            try {
                Thread.yield(); // eats
            } finally {
                second.unlock();
            }
        } finally {
            first.unlock();
        }
    }
}
