package dev.hocket.check.corpus.pass;

/** A thread yields until it is interrupted after a while. */
public class YieldsUntilInterrupted {
    public void test() throws InterruptedException {
        Thread worker =
                new Thread(
                        () -> {
                            while (!Thread.currentThread().isInterrupted()) {
                                Thread.yield();
                            }
                        },
                        "worker");
        worker.start();
        Thread.sleep(100);
        worker.interrupt();
        worker.join();
    }
}
