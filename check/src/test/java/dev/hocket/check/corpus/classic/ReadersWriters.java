package dev.hocket.check.corpus.classic;

import static dev.hocket.check.FindingKind.UNCAUGHT;

import dev.hocket.check.corpus.Bug;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A lock for readers and writers lets a writer in when it waited once, though readers came. After
 * <em>readerswriters</em> as in Java PathFinder's examples.
 */
public final class ReadersWriters {
    private static final AtomicInteger READING = new AtomicInteger();
    private static int readers;
    private static boolean writing;

    @Bug(kinds = UNCAUGHT, switches = 5)
    public static void test() throws InterruptedException {
        run(2, 1);
    }

    @Bug(kinds = UNCAUGHT, switches = 5)
    public static void with20() throws InterruptedException {
        run(18, 2);
    }

    private static void run(int readers, int writers) throws InterruptedException {
        Together.run(
                readers + writers,
                i -> {
                    if (i < readers) {
                        read();
                    } else {
                        write();
                    }
                });
    }

    private static void read() {
        synchronized (READING) {
            while (writing) {
                await();
            }
            readers++;
        }
        READING.incrementAndGet();
        READING.decrementAndGet();
        synchronized (READING) {
            readers--;
            READING.notifyAll();
        }
    }

    private static void write() {
        synchronized (READING) {
            if (readers > 0 || writing) {
                await();
            }
            writing = true;
        }
        if (READING.get() > 0) {
            throw new AssertionError("a reader reads while a writer writes");
        }
        synchronized (READING) {
            writing = false;
            READING.notifyAll();
        }
    }

    private static void await() {
        try {
            READING.wait();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
