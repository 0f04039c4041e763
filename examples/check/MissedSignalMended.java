/**
 * The consumer checks under the monitor on which it waits, and again after each signal.
 */
public class MissedSignalMended {
    static final Object ARRIVED = new Object();
    static String parcel;

    public static void main(String[] args) throws InterruptedException {
        Thread consumer = new Thread(MissedSignalMended::consume, "consumer");
        Thread producer = new Thread(MissedSignalMended::produce, "producer");
        consumer.start();
        producer.start();
        consumer.join();
        producer.join();
    }

    static void produce() {
        synchronized (ARRIVED) {
            parcel = "a parcel";
            ARRIVED.notify();
        }
    }

    static void consume() {
        synchronized (ARRIVED) {
            while (parcel == null) {
                try {
                    ARRIVED.wait();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }
}
