package dev.hocket.check.corpus.fail;

import static dev.hocket.check.FindingKind.FAILURE;

import dev.hocket.check.corpus.Bug;
import java.util.concurrent.atomic.AtomicInteger;

/** An auditor adds up two accounts in the middle of a transfer. */
@Bug(
        kinds = {FAILURE},
        switches = 2)
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

    private static void transfer() {
        FROM.addAndGet(-30);
        TO.addAndGet(30);
    }

    private static int audit() {
        return FROM.get() + TO.get();
    }

    private TornTransfer() {}
}
