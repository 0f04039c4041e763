package dev.hocket.check.corpus.pass;

import java.util.concurrent.atomic.AtomicInteger;

/** Readers wait while a writer wants to enter. */
public final class WriterStarves {
    private static final AtomicInteger READERS = new AtomicInteger();
    private static volatile boolean written;
    private static volatile boolean wanted;

    public static void test() throws InterruptedException {
        Thread a = new Thread(WriterStarves::read, "reader-a");
        Thread b = new Thread(WriterStarves::read, "reader-b");
        Thread writer = new Thread(WriterStarves::write, "writer");
        a.start();
        b.start();
        writer.start();
        a.join();
        b.join();
        writer.join();
    }

    private static void read() {
        while (!written) {
            int readers = READERS.get();
            if (!wanted && readers >= 0 && READERS.compareAndSet(readers, readers + 1)) {
                for (int page = 0; page < 6; page++) {
                    Thread.yield();
                }
                READERS.decrementAndGet();
            } else {
                Thread.yield();
            }
        }
    }

    private static void write() {
        wanted = true;
        while (!READERS.compareAndSet(0, -1)) {
            Thread.yield();
        }
        written = true;
        READERS.set(0);
        wanted = false;
    }

    private WriterStarves() {}
}
