package dev.hocket.check.corpus.fail;

import static dev.hocket.check.FindingKind.LIVELOCK;
import static dev.hocket.check.FindingKind.STARVATION;

import dev.hocket.check.corpus.Bug;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Readers enter as long as one of them is inside, and the writer waits for a moment without any.
 */
@Bug(
        kinds = {STARVATION, LIVELOCK},
        switches = Bug.ENDLESS)
public final class WriterStarves {
    private static final AtomicInteger READERS = new AtomicInteger();
    private static volatile boolean written;

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
            if (readers >= 0 && READERS.compareAndSet(readers, readers + 1)) {
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
        while (!READERS.compareAndSet(0, -1)) {
            Thread.yield();
        }
        written = true;
        READERS.set(0);
    }

    private WriterStarves() {}
}
