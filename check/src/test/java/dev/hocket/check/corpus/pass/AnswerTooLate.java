package dev.hocket.check.corpus.pass;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** It waits long enough. */
public final class AnswerTooLate {
    public static void test() throws Exception {
        CompletableFuture<String> answer = new CompletableFuture<>();
        answer.completeOnTimeout("none", 5, TimeUnit.SECONDS);
        Thread worker = Thread.ofVirtual().start(() -> answer.complete("some"));
        if (answer.get().equals("none")) {
            throw new AssertionError("there was no answer in time");
        }
        worker.join();
    }

    private AnswerTooLate() {}
}
