package dev.hocket;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A task in its non-blocking form: starts one attempt and returns the stage that completes when the
 * attempt ends.
 *
 * <p>One task object serves all lanes of a run, so it must be safe for use by several threads. It
 * is called on an event loop that it shares with all other attempts, so it must return soon and
 * must not block. A deadline or a cancellation calls {@link
 * java.util.concurrent.CompletableFuture#cancel}on the future that the stage's {@code
 * toCompletableFuture()} returns; the stage should complete soon after.
 *
 * @param <I> the type of the input; an input is never {@code null}
 * @param <O> the type of the output; a stage may complete with {@code null}
 */
@FunctionalInterface
public interface AsyncTask<I, O extends @Nullable Object> {

    /**
     * Starts one attempt.
     *
     * @param input the input, as the source returned it
     * @return the stage that completes with the output, or exceptionally if the attempt fails;
     *     never {@code null}
     * @throws Exception any failure; it has the same effect as a stage that completes with it
     */
    CompletionStage<O> run(I input) throws Exception;
}
