package dev.hocket.check.corpus.fail;

import static dev.hocket.check.FindingKind.DATA_RACE;
import static dev.hocket.check.FindingKind.FAILURE;

import dev.hocket.check.corpus.Bug;
import java.util.concurrent.CountDownLatch;

/** The latch is counted down before the result is stored. */
@Bug(
        kinds = {FAILURE, DATA_RACE},
        switches = 2)
public final class CountedBeforeStored {
    private static String result;

    public static void test() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        Thread worker =
                Thread.ofVirtual()
                        .name("worker")
                        .start(() -> {
                            done.countDown();
                            result = "result";
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
