package dev.hocket;

import org.jspecify.annotations.Nullable;

/** An input that ended with an output. */
public record Done<I, O extends @Nullable Object>(I input, O output, Stats stats)
        implements Outcome<I, O> {}
