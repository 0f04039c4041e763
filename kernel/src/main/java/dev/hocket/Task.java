package dev.hocket;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A task in its blocking form: a function from one input to one output.
 *
 * <p>One task object serves all lanes of a run at once, so it must be safe for use by several
 * threads. It may block. A deadline or a cancellation interrupts its thread; the task should then
 * end soon.
 *
 * <p>A task is {@link Serializable}, so a lambda can be sent to an engine that runs attempts in
 * another process. What it captures must be serializable for such an engine; engines within this
 * process never serialize a task.
 *
 * @param <I> the type of the input; an input is never {@code null}
 * @param <O> the type of the output; {@code null} is a valid output
 */
@FunctionalInterface
public interface Task<I, O extends @Nullable Object> extends Serializable {

    /**
     * Runs one attempt.
     *
     * @param input the input, as the source returned it
     * @return the output
     * @throws Exception any failure; the attempt counts as failed and may be retried. Errors such
     *     as {@link StackOverflowError} also fail only this attempt
     */
    O run(I input) throws Exception;
}
