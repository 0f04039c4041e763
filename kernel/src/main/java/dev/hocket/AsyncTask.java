package dev.hocket;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The work itself in its non-blocking form: starts one attempt and gives the stage that completes
 * when the attempt ends.
 *
 * <p>One task object serves all lanes of a run, so it must be safe for use by several threads. It
 * is called on an event loop that it shares with all other attempts, so it must return soon: what
 * takes long or blocks belongs elsewhere. A deadline or a cancellation reaches it by {@link
 * java.util.concurrent.CompletableFuture#cancel}, called on the future that the stage's {@code
 * toCompletableFuture()} gives, which should complete soon after.
 *
 * @param <I> what it takes; never {@code null}
 * @param <O> what it gives; a stage that completes with {@code null} is a valid end
 */
@FunctionalInterface
public interface AsyncTask<I, O extends @Nullable Object> {

    /**
     * Starts one attempt.
     *
     * @param input the input, as the source gave it
     * @return the stage that completes with the output, or exceptionally if the attempt fails;
     *     never {@code null}
     * @throws Exception any failure; it counts as that of a stage that completed with it
     */
    CompletionStage<O> run(I input) throws Exception;
}
