package dev.hocket;

import org.jspecify.annotations.Nullable;

/** A claimed input that is not leased: its place in the lease that claimed it. */
final class Held<I, O extends @Nullable Object> {
    final Slots<I, O> root;
    final int slot;

    /** Its last attempt, null before the first. Guarded by the run's lock. */
    @Nullable Attempt last;

    /** An attempt that failed: how, when, for how long, and in which lane. */
    record Attempt(Cause cause, long started, long took, boolean averaged, String lane) {}

    Held(Slots<I, O> root, int slot) {
        this.root = root;
        this.slot = slot;
    }

    /** Takes note of a failed attempt. */
    void failed(Cause cause, Slots<I, O> lease, int i) {
        last =
                new Attempt(
                        cause,
                        lease.startNanos(i),
                        lease.tookNanos(i),
                        lease.averaged(),
                        lease.lane);
    }
}
