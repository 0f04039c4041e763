package dev.hocket.check.corpus.fail;

import dev.hocket.check.FindingKind;
import dev.hocket.check.corpus.Bug;

/** Readers enter whenever they like, and the writer waits until none is inside. */
@Bug(kinds = FindingKind.STARVATION, switches = Bug.ENDLESS)
public class ReadersBeforeWriter {
    private int readers;
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
        readers++;
    }

    private synchronized void stopReading() {
        readers--;
        notifyAll();
    }

    private synchronized void write() {
        while (readers > 0) {
            await();
        }
        written = true;
    }

    private synchronized void await() {
        try {
            wait();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
