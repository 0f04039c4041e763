package dev.hocket.check.corpus.fail;

import static dev.hocket.check.FindingKind.DEADLOCK;
import static dev.hocket.check.FindingKind.MISSED_SIGNAL;

import dev.hocket.check.corpus.Bug;

/**
 * A buffer with one monitor for two conditions wakes one thread only, and that may be the wrong
 * one.
 */
@Bug(
        kinds = {DEADLOCK, MISSED_SIGNAL},
        switches = 5)
public final class NotifyOne {
    private static int items;

    public static void test() throws InterruptedException {
        Thread producer =
                Thread.ofVirtual()
                        .name("producer")
                        .start(() -> {
                            put();
                            put();
                        });
        Thread c1 = Thread.ofVirtual().name("consumer-1").start(NotifyOne::take);
        Thread c2 = Thread.ofVirtual().name("consumer-2").start(NotifyOne::take);
        producer.join();
        c1.join();
        c2.join();
    }

    private static synchronized void put() {
        while (items == 1) {
            await();
        }
        items++;
        NotifyOne.class.notify();
    }

    private static synchronized void take() {
        while (items == 0) {
            await();
        }
        items--;
        NotifyOne.class.notify();
    }

    private static void await() {
        try {
            NotifyOne.class.wait();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private NotifyOne() {}
}
