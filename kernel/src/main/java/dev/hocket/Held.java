package dev.hocket;

import org.jspecify.annotations.Nullable;

/** A claimed input that is not leased: its place in the lease that claimed it. */
final class Held<I, O extends @Nullable Object> {
    final Slots<I, O> root;
    final int slot;

    /** How its last attempt ended, null before the first. Guarded by the run's lock. */
    @Nullable Cause last;

    Held(Slots<I, O> root, int slot) {
        this.root = root;
        this.slot = slot;
    }
}
