/**
 * Readers and writers, writers first: a reader enters when no writer is inside or waits. Two
 * writers that keep coming leave the reader outside forever.
 */
public class WritersFirst {
    int readers;
    int writersWaiting;
    boolean writing;
    volatile boolean read;

    public static void main(String[] args) throws InterruptedException {
        WritersFirst book = new WritersFirst();
        Thread a = Thread.ofVirtual().name("writer-a").start(book::writeUntilRead);
        Thread b = Thread.ofVirtual().name("writer-b").start(book::writeUntilRead);
        Thread reader = Thread.ofVirtual().name("reader").start(book::read);
        a.join();
        b.join();
        reader.join();
    }

    void writeUntilRead() {
        while (!read) {
            startWriting();
            Thread.yield(); // writes
            stopWriting();
        }
    }

    void read() {
        startReading();
        read = true;
        stopReading();
    }

    synchronized void startReading() {
        while (writing || writersWaiting > 0) {
            await();
        }
        readers++;
    }

    synchronized void stopReading() {
        readers--;
        notifyAll();
    }

    synchronized void startWriting() {
        writersWaiting++;
        while (readers > 0 || writing) {
            await();
        }
        writersWaiting--;
        writing = true;
    }

    synchronized void stopWriting() {
        writing = false;
        notifyAll();
    }

    void await() {
        try {
            wait();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
