package dev.hocket.check.corpus.classic;

import static dev.hocket.check.FindingKind.DEADLOCK;
import static dev.hocket.check.FindingKind.MISSED_SIGNAL;

import dev.hocket.check.corpus.Bug;

/**
 * The producer says that it has ended without waking who waits for more. After
 * <em>producerConsumer</em> of the IBM benchmark (Eytani and Ur, PADTAD 2004).
 */
public final class ProducerConsumer {
    private static final Object BUFFER = new Object();
    private static int items;
    private static boolean ended;

    @Bug(
            kinds = {MISSED_SIGNAL, DEADLOCK},
            switches = 3)
    public static void test() throws InterruptedException {
        run(1);
    }

    @Bug(
            kinds = {MISSED_SIGNAL, DEADLOCK},
            switches = 21)
    public static void with20() throws InterruptedException {
        run(19);
    }

    private static void run(int consumers) throws InterruptedException {
        Together.run(
                consumers + 1,
                i -> {
                    if (i == consumers) {
                        produce();
                    } else {
                        consume();
                    }
                });
    }

    private static void produce() {
        for (int i = 0; i < 2; i++) {
            synchronized (BUFFER) {
                items++;
                BUFFER.notifyAll();
            }
        }
        synchronized (BUFFER) {
            ended = true;
        }
    }

    private static void consume() {
        while (true) {
            synchronized (BUFFER) {
                while (items == 0 && !ended) {
                    try {
                        BUFFER.wait();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                }
                if (items == 0) {
                    return;
                }
                items--;
            }
        }
    }
}
