package dev.hocket;

import org.jspecify.annotations.Nullable;

/** A claimed input that is not leased: its place in the lease that claimed it. */
final class Held<I, O extends @Nullable Object> {
    final Slots<I, O> root;
    final int slot;

    // How its last attempt ended, and in which lease's slot; null before the first. Guarded by the
    // run's lock.
    @Nullable Cause last;
    private @Nullable Slots<I, O> lastLease;
    private int lastSlot;

    Held(Slots<I, O> root, int slot) {
        this.root = root;
        this.slot = slot;
    }

    /** An attempt has failed. */
    void failed(Cause cause, Slots<I, O> lease, int i) {
        last = cause;
        lastLease = lease;
        lastSlot = i;
    }

    /** The end of an input that gets no attempt more: as its last one ended, else cancelled. */
    Slots<I, O> settled(int nextAttempt, @Nullable Object limitKey, long now) {
        Slots<I, O> failed = lastLease;
        Cause cause = last == null ? new Cause.Cancelled(false, null) : last;
        int attempt = failed == null ? nextAttempt : nextAttempt - 1;
        Slots<I, O> end = new Slots<>(root.run, new Grant.Pending<>(this, attempt, limitKey));
        end.marked = true;
        end.results[0] = new Flop.Broke(cause);
        if (failed == null) {
            end.from = now;
            end.to = now;
        } else {
            end.lane = failed.lane;
            end.ran = 1;
            end.from = failed.startNanos(lastSlot);
            end.to = end.from + failed.tookNanos(lastSlot);
            if (!failed.averaged()) {
                end.starts = new long[] {end.from};
                end.took = new long[] {end.to - end.from};
            }
        }
        return end;
    }
}
