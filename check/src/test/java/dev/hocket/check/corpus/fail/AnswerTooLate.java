package dev.hocket.check.corpus.fail;

import static dev.hocket.check.Kind.FAILURE;

import dev.hocket.check.corpus.Bug;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** An answer is waited for with a time limit, and none is not expected. */
@Bug(
        kinds = {FAILURE},
        switches = 1)
public final class AnswerTooLate {
    public static void test() {
        CompletableFuture<Integer> answer =
                CompletableFuture.supplyAsync(() -> 42).orTimeout(50, TimeUnit.MILLISECONDS);
        if (answer.join() < 0) {
            throw new AssertionError("no answer");
        }
    }

    private AnswerTooLate() {}
}
