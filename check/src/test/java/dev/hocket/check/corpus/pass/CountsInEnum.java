package dev.hocket.check.corpus.pass;

/** The counting is synchronized; each schedule starts from zero. */
public final class CountsInEnum {
    private enum Level {
        LOW,
        HIGH;

        private static int total;
        private int hits;

        private synchronized void hit() {
            hits++;
            total++;
        }
    }

    public static void test() throws InterruptedException {
        Thread other = new Thread(Level.LOW::hit, "other");
        other.start();
        Level.LOW.hit();
        other.join();
        if (Level.LOW.hits != 2 || Level.total != 2) {
            throw new AssertionError(Level.LOW.hits + " of " + Level.total);
        }
    }

    private CountsInEnum() {}
}
