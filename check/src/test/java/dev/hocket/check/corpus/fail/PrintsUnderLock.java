package dev.hocket.check.corpus.fail;

import static dev.hocket.check.FindingKind.DEADLOCK;

import dev.hocket.check.corpus.Bug;

/** Printing an exception locks the stream and then asks for the message, which takes a lock. */
@Bug(
        kinds = {DEADLOCK},
        switches = 2)
public final class PrintsUnderLock {
    private static final Object LOCK = new Object();

    private static final class Told extends Exception {
        private static final long serialVersionUID = 1;

        @Override
        public String getMessage() {
            synchronized (LOCK) {
                return "told";
            }
        }
    }

    public static void test() throws InterruptedException {
        Thread other = new Thread(() -> new Told().printStackTrace(), "other");
        other.start();
        synchronized (LOCK) {
            new Told().printStackTrace();
        }
        other.join();
    }

    private PrintsUnderLock() {}
}
