package dev.hocket.check.corpus.pass;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** The consumer takes without a limit. */
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
        String answer = queue.take();
        if (answer.isEmpty()) {
            throw new AssertionError("an empty answer");
        }
        sender.join();
    }

    private PollAnsweredNull() {}
}
