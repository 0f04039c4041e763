import java.util.concurrent.locks.ReentrantLock;

/**
 * Two polite people in a corridor: each takes a side, checks whether the other side is free, and if
 * it is not, steps back and tries again; and so does the other.
 */
public class Polite {
    public static void main(String[] args) throws InterruptedException {
        ReentrantLock left = new ReentrantLock();
        ReentrantLock right = new ReentrantLock();
        Thread ann = Thread.ofVirtual().name("ann").start(() -> pass(left, right));
        Thread bob = Thread.ofVirtual().name("bob").start(() -> pass(right, left));
        ann.join();
        bob.join();
    }

    static void pass(ReentrantLock mine, ReentrantLock other) {
        while (true) {
            mine.lock();
            try {
                if (other.tryLock()) {
                    other.unlock();
                    return;
                }
            } finally {
                mine.unlock();
            }
            Thread.yield();
        }
    }
}
