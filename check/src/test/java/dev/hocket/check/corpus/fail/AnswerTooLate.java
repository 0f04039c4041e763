package dev.hocket.check.corpus.fail;

import static dev.hocket.check.FindingKind.FAILURE;

import dev.hocket.check.corpus.Bug;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A future gives up before a busy machine has answered. */
@Bug(
        kinds = {FAILURE},
        switches = 2)
public final class AnswerTooLate {
    public static void test() throws Exception {
        CompletableFuture<String> answer = new CompletableFuture<>();
        answer.completeOnTimeout("none", 20, TimeUnit.MILLISECONDS);
        Thread worker = Thread.ofVirtual().start(() -> answer.complete("some"));
        if (answer.get().equals("none")) {
            throw new AssertionError("there was no answer in time");
        }
        worker.join();
    }

    private AnswerTooLate() {}
}
