package dev.hocket;

import org.jspecify.annotations.Nullable;

/**
 * The result of one input: {@link Done} or {@link Failed}. Every input pulled from the source ends
 * in exactly one outcome.
 *
 * @param <I> the type of the input
 * @param <O> the type of the output
 */
public sealed interface Outcome<I, O extends @Nullable Object> permits Done, Failed {

    /** The input. */
    I input();

    /** Position, attempts and timings. */
    Stats stats();

    /** Whether this is a {@link Done}. */
    default boolean isDone() {
        return this instanceof Done;
    }
}
