package dev.hocket.examples;

import dev.hocket.AsyncTask;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * Answers a second later, and occupies no thread meanwhile: {@code seq 1000 | hocket run -e
 * async:500 Later.java} takes two seconds.
 */
public final class Later implements AsyncTask<String, String> {
    @Override
    public CompletionStage<String> run(String input) {
        return new CompletableFuture<String>()
                .completeOnTimeout(input + ", later", 1, TimeUnit.SECONDS);
    }
}
