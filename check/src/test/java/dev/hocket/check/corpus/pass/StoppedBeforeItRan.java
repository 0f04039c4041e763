package dev.hocket.check.corpus.pass;

/** The stop is never unsaid, and the test waits for the thread. */
public final class StoppedBeforeItRan {
    private static volatile boolean stopped;

    public static void test() throws InterruptedException {
        Thread worker =
                new Thread(
                        () -> {
                            while (!stopped) {
                                Thread.yield();
                            }
                        },
                        "worker");
        worker.start();
        stopped = true;
        worker.join();
    }

    private StoppedBeforeItRan() {}
}
