package dev.hocket.check.corpus.pass;

/** Nobody prints an exception while it holds the lock that the message takes. */
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
        new Told().printStackTrace();
        other.join();
    }

    private PrintsUnderLock() {}
}
