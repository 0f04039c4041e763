/**
 * Readers and writers, readers first: a reader enters whenever no writer is inside. Two readers
 * that keep coming leave the writer outside forever.
 */
public class ReadersFirst {
    int readers;
    boolean writing;
    volatile boolean written;

    public static void main(String[] args) throws InterruptedException {
        ReadersFirst book = new ReadersFirst();
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
        while (writing) {
            await();
        }
        readers++;
    }

    synchronized void stopReading() {
        readers--;
        notifyAll();
    }

    synchronized void startWriting() {
        while (readers > 0 || writing) {
            await();
        }
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
