package dev.hocket.check.corpus.pass;

/** The thread restores its interrupt status. */
public final class InterruptSwallowed {
    public static void test() throws InterruptedException {
        Thread worker =
                new Thread(
                        () -> {
                            while (!Thread.currentThread().isInterrupted()) {
                                try {
                                    Thread.sleep(10);
                                } catch (InterruptedException e) {
                                    Thread.currentThread().interrupt();
                                }
                            }
                        },
                        "worker");
        worker.start();
        worker.interrupt();
        worker.join();
    }

    private InterruptSwallowed() {}
}
