package dev.hocket.check.corpus.pass;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** There is an answer for the case that none comes in time. */
public final class AnswerTooLate {
    public static void test() {
        CompletableFuture<Integer> answer =
                CompletableFuture.supplyAsync(() -> 42)
                        .completeOnTimeout(0, 50, TimeUnit.MILLISECONDS);
        if (answer.join() < 0) {
            throw new AssertionError("no answer");
        }
    }

    private AnswerTooLate() {}
}
