package dev.hocket;

import org.jspecify.annotations.Nullable;

/** An input that ended without an output; the cause is that of its last attempt. */
public record Failed<I, O extends @Nullable Object>(I input, Cause cause, Stats stats)
        implements Outcome<I, O> {}
