package dev.hocket.check.corpus.pass;

/** Each of two threads says that it is done before it looks once a second for the other. */
public final class PollsForEachOther {
    private final boolean[] done = new boolean[2];

    private synchronized void finish(int me) {
        done[me] = true;
        while (!done[1 - me]) {
            try {
                wait(1000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    public static void test() throws InterruptedException {
        PollsForEachOther both = new PollsForEachOther();
        Thread other = new Thread(() -> both.finish(1), "other");
        other.start();
        both.finish(0);
        other.join();
    }

    private PollsForEachOther() {}
}
