package dev.hocket.check.corpus.pass;

/** Readers do not enter when a writer waits. */
public class ReadersBeforeWriter {
    private int readers;
    private boolean waits;
    private volatile boolean written;

    public void test() throws InterruptedException {
        Thread a = new Thread(this::readUntilWritten, "reader-a");
        Thread b = new Thread(this::readUntilWritten, "reader-b");
        Thread writer = new Thread(this::write, "writer");
        a.start();
        b.start();
        writer.start();
        a.join();
        b.join();
        writer.join();
    }

    private void readUntilWritten() {
        while (!written) {
            startReading();
            Thread.yield();
            stopReading();
        }
    }

    private synchronized void startReading() {
        while (waits) {
            await();
        }
        readers++;
    }

    private synchronized void stopReading() {
        readers--;
        notifyAll();
    }

    private synchronized void write() {
        waits = true;
        while (readers > 0) {
            await();
        }
        written = true;
        waits = false;
        notifyAll();
    }

    private synchronized void await() {
        try {
            wait();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
