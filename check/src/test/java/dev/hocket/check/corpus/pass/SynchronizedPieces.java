package dev.hocket.check.corpus.pass;

/** The update is one synchronized method. */
public final class SynchronizedPieces {
    private int value;

    public static void test() throws InterruptedException {
        SynchronizedPieces cell = new SynchronizedPieces();
        Thread a = new Thread(cell::increment, "a");
        a.start();
        cell.increment();
        a.join();
        if (cell.value() != 2) {
            throw new AssertionError("value is " + cell.value() + ", not 2");
        }
    }

    private synchronized int value() {
        return value;
    }

    private synchronized void increment() {
        value++;
    }

    private SynchronizedPieces() {}
}
