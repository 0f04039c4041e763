package dev.hocket.check.corpus.pass;

import java.util.concurrent.atomic.AtomicInteger;

/** The transfer and the audit exclude each other. */
public final class TornTransfer {
    private static final AtomicInteger FROM = new AtomicInteger(100);
    private static final AtomicInteger TO = new AtomicInteger(0);

    public static void test() throws InterruptedException {
        Thread transfer = new Thread(TornTransfer::transfer, "transfer");
        transfer.start();
        int sum = audit();
        transfer.join();
        if (sum != 100) {
            throw new AssertionError("the accounts hold " + sum + ", not 100");
        }
    }

    private static synchronized void transfer() {
        FROM.addAndGet(-30);
        TO.addAndGet(30);
    }

    private static synchronized int audit() {
        return FROM.get() + TO.get();
    }

    private TornTransfer() {}
}
