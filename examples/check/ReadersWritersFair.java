/**
 * Readers and writers in the order of their arrival: each draws a number, and none enters
 * before the one with the previous number.
 */
public class ReadersWritersFair {
    int readers;
    boolean writing;
    int nextNumber;
    int nextToEnter;
    volatile boolean written;

    public static void main(String[] args) throws InterruptedException {
        ReadersWritersFair book = new ReadersWritersFair();
        Thread a = Thread.ofVirtual().name("reader-a").start(book::readUntilWritten);
        Thread b = Thread.ofVirtual().name("reader-b").start(book::readUntilWritten);
        Thread writer = Thread.ofVirtual().name("writer").start(book::write);
        a.join();
        b.join();
        writer.join();
    }

    void readUntilWritten() {
        while (!written) {
            startReading();
            Thread.yield(); // reads
            stopReading();
        }
    }

    void write() {
        startWriting();
        written = true;
        stopWriting();
    }

    synchronized void startReading() {
        int number = nextNumber++;
        while (number != nextToEnter || writing) {
            await();
        }
        nextToEnter++;
        readers++;
        notifyAll();
    }

    synchronized void stopReading() {
        readers--;
        notifyAll();
    }

    synchronized void startWriting() {
        int number = nextNumber++;
        while (number != nextToEnter || readers > 0 || writing) {
            await();
        }
        nextToEnter++;
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
