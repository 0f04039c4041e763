package dev.hocket.run;

import dev.hocket.Cause;
import dev.hocket.conductor.Grant;
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

    /**
     * The end of an input that waited for an attempt which will not come: as its last one ended, or
     * cancelled before its first.
     */
    static <I, O extends @Nullable Object> Slots<I, O> unattempted(
            Grant.Pending<Held<I, O>> waiting, long now) {
        Held<I, O> held = waiting.ref();
        Attempt last = held.last;
        if (last == null) {
            return held.rejected(new Cause.Cancelled(false, null), now);
        }
        Slots<I, O> ended =
                new Slots<>(
                        held.root.run,
                        new Grant.Pending<>(held, waiting.attempt() - 1, waiting.key()));
        ended.end(last.cause(), last.started(), last.started() + last.took(), last.lane());
        if (!last.averaged()) {
            ended.time(0, last.started(), ended.to);
        }
        return ended;
    }

    /** The end of an input for which no attempt can be made. */
    Slots<I, O> rejected(Cause cause, long now) {
        Slots<I, O> end = new Slots<>(root.run, new Grant.Pending<>(this, 0, null));
        end.end(cause, now, now, "");
        return end;
    }
}
