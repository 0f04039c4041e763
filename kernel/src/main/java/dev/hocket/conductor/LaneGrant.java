package dev.hocket.conductor;

import org.jspecify.annotations.Nullable;

/** The answer of the {@link Conductor} to a lane that asks for work. */
public sealed interface LaneGrant<R> {

    /** Take up to {@code count} new inputs from the source; they are counted as running. */
    record Claim<R>(int count) implements LaneGrant<R> {}

    /** Start this input, which waited for a retry, a rate or its key. */
    record Start<R>(Pending<R> pending) implements LaneGrant<R> {}

    /** Nothing now; ask again at {@code until}, or when something happens. */
    record Wait<R>(long until) implements LaneGrant<R> {
        public static final long EVENT = Long.MAX_VALUE;
    }

    /** Nothing any more. */
    record Closed<R>() implements LaneGrant<R> {}

    /**
     * A claimed input that is not running.
     *
     * @param ref what the driver knows it by
     * @param attempt the number of the attempt that is to start, from 1
     * @param key its limit's key, or null
     */
    record Pending<R>(R ref, int attempt, @Nullable Object key) {}
}
