package dev.hocket;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * The work itself: a function from one input to one output, in its blocking form.
 *
 * <p>One task object serves all lanes of a run at once, so it must be safe for use by several
 * threads. It may block, and should end soon after its thread is interrupted: that is how a
 * deadline or a cancellation reaches it.
 *
 * <p>A task is {@link Serializable}, so that a lambda can travel to an engine whose attempts run in
 * another process. What it captures must be serializable there; engines within this process never
 * serialize it.
 *
 * @param <I> what it takes; never {@code null}
 * @param <O> what it gives; {@code null} is a valid output
 */
@FunctionalInterface
public interface Task<I, O extends @Nullable Object> extends Serializable {

    /**
     * Runs one attempt.
     *
     * @param input the input, as the source gave it
     * @return the output
     * @throws Exception any failure; the attempt counts as failed and may be retried. Errors such
     *     as {@link StackOverflowError} fail this attempt alone, too
     */
    O run(I input) throws Exception;
}
