package dev.hocket.check.corpus.fail;

import static dev.hocket.check.FindingKind.FAILURE;

import dev.hocket.check.corpus.Bug;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A queue polled with a time limit is taken to have answered, though the sender sleeps longer. */
@Bug(
        kinds = {FAILURE},
        switches = 2)
public final class PollAnsweredNull {
    public static void test() throws InterruptedException {
        BlockingQueue<String> queue = new LinkedBlockingQueue<>();
        Thread sender =
                Thread.ofVirtual()
                        .name("sender")
                        .start(() -> {
                            try {
                                Thread.sleep(100);
                            } catch (InterruptedException e) {
                                throw new IllegalStateException(e);
                            }
                            queue.add("late");
                        });
        String answer = queue.poll(50, TimeUnit.MILLISECONDS);
        if (answer.isEmpty()) {
            throw new AssertionError("an empty answer");
        }
        sender.join();
    }

    private PollAnsweredNull() {}
}
