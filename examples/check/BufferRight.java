/** The same buffer with notifyAll: every waiting thread checks again. */
public class BufferRight {
    private Integer place;

    synchronized void put(int value) throws InterruptedException {
        while (place != null) {
            wait();
        }
        place = value;
        notifyAll();
    }

    synchronized int take() throws InterruptedException {
        while (place == null) {
            wait();
        }
        int value = place;
        place = null;
        notifyAll();
        return value;
    }

    public static void main(String[] args) throws InterruptedException {
        BufferRight buffer = new BufferRight();
        Thread a = new Thread(() -> takeOne(buffer), "consumer-a");
        Thread b = new Thread(() -> takeOne(buffer), "consumer-b");
        a.start();
        b.start();
        buffer.put(1);
        buffer.put(2);
        a.join();
        b.join();
    }

    static void takeOne(BufferRight buffer) {
        try {
            buffer.take();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
