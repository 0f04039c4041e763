/**
 * A buffer of capacity one with one producer and two consumers: the wait is in a loop, and the
 * lock is held; still, all three may end up waiting, because notify wakes one thread, perhaps the
 * wrong one.
 */
public class BufferWrong {
    private Integer place;

    synchronized void put(int value) throws InterruptedException {
        while (place != null) {
            wait();
        }
        place = value;
        notify();
    }

    synchronized int take() throws InterruptedException {
        while (place == null) {
            wait();
        }
        int value = place;
        place = null;
        notify();
        return value;
    }

    public static void main(String[] args) throws InterruptedException {
        BufferWrong buffer = new BufferWrong();
        Thread a = new Thread(() -> takeOne(buffer), "consumer-a");
        Thread b = new Thread(() -> takeOne(buffer), "consumer-b");
        a.start();
        b.start();
        buffer.put(1);
        buffer.put(2);
        a.join();
        b.join();
    }

    static void takeOne(BufferWrong buffer) {
        try {
            buffer.take();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
