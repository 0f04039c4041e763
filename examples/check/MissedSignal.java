/**
 * The consumer checks for an item, then waits for a signal: the signal may come in between.
 */
public class MissedSignal {
    static final Object ARRIVED = new Object();
    static volatile String parcel;

    public static void main(String[] args) throws InterruptedException {
        Thread consumer = new Thread(MissedSignal::consume, "consumer");
        Thread producer = new Thread(MissedSignal::produce, "producer");
        consumer.start();
        producer.start();
        consumer.join();
        producer.join();
    }

    static void produce() {
        parcel = "a parcel";
        synchronized (ARRIVED) {
            ARRIVED.notify();
        }
    }

    static void consume() {
        if (parcel == null) {
            synchronized (ARRIVED) {
                try {
                    ARRIVED.wait();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }
}
