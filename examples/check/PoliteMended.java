import java.util.concurrent.locks.ReentrantLock;

/** One of the two does not step back: she waits for the other side. */
public class PoliteMended {
    public static void main(String[] args) throws InterruptedException {
        ReentrantLock left = new ReentrantLock();
        ReentrantLock right = new ReentrantLock();
        Thread ann = Thread.ofVirtual().name("ann").start(() -> insist(left, right));
        Thread bob = Thread.ofVirtual().name("bob").start(() -> pass(right, left));
        ann.join();
        bob.join();
    }

    static void insist(ReentrantLock mine, ReentrantLock other) {
        mine.lock();
        other.lock();
        other.unlock();
        mine.unlock();
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
