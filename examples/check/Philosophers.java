import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** Three philosophers: each takes the fork on the left, then the one on the right. */
public class Philosophers {
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
        left.lock();
        try {
            right.lock();
            try {
                Thread.yield(); // eats
            } finally {
                right.unlock();
            }
        } finally {
            left.unlock();
        }
    }
}
