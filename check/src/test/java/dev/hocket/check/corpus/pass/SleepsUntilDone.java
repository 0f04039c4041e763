package dev.hocket.check.corpus.pass;

/** A thread looks every now and then for what comes. */
public class SleepsUntilDone {
    private volatile boolean done;

    public void test() throws InterruptedException {
        Thread poller =
                new Thread(
                        () -> {
                            while (!done) {
                                pause();
                            }
                        },
                        "poller");
        poller.start();
        Thread.sleep(100);
        done = true;
        poller.join();
    }

    private static void pause() {
        try {
            Thread.sleep(10);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
