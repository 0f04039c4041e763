package dev.hocket.source;

/** An input that was handed in by itself, and may be withdrawn while it waits. */
public interface HandedInput<I> {
    I input();

    /** Whether an attempt at it is still to be begun. */
    boolean wanted();
}
