package dev.hocket;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A task that takes several inputs at once, for work that has a cost for each call beside that for
 * each input: a program that starts slowly, a statement to a database, a launch on a device.
 *
 * <p>As with {@link Task}, one object serves all lanes at once, and what it captures must be
 * serializable for an engine whose attempts run in other processes.
 *
 * @param <I> the type of the inputs; none is {@code null}
 * @param <O> the type of the outputs; {@code null} is a valid output
 */
@FunctionalInterface
public interface BatchTask<I, O extends @Nullable Object> extends Serializable {

    /**
     * Runs one attempt.
     *
     * @param inputs at least one, in the order of the source; the list cannot be changed
     * @return one output for each input, in the same order; with any other number, the attempt
     *     fails
     * @throws Exception any failure; the attempt counts as failed for all of its inputs
     */
    List<O> run(List<I> inputs) throws Exception;
}
