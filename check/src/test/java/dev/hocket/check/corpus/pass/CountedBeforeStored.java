package dev.hocket.check.corpus.pass;

import java.util.concurrent.CountDownLatch;

/** The result is stored first. */
public final class CountedBeforeStored {
    private static String result;

    public static void test() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        Thread worker =
                Thread.ofVirtual()
                        .name("worker")
                        .start(() -> {
                            result = "result";
                            done.countDown();
                        });
        done.await();
        String seen = result;
        worker.join();
        if (seen == null) {
            throw new AssertionError("no result");
        }
    }

    private CountedBeforeStored() {}
}
