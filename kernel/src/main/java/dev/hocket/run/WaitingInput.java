package dev.hocket.run;

import dev.hocket.Cause;
import dev.hocket.batch.BatchSplit;
import dev.hocket.conductor.LaneGrant;
import dev.hocket.source.ClaimedInputs;
import org.jspecify.annotations.Nullable;

/** A claimed input that is not leased, identified by its place in the lease that claimed it. */
public final class WaitingInput<I, O extends @Nullable Object> {
    private final LeaseSlots<I, O> root;
    private final int slot;
    private @Nullable FailedAttempt last;

    /** Of a batch whose inputs run one by one, or null. */
    private volatile @Nullable BatchSplit<?, ?> split;

    /** How an attempt failed, when it started, how long it took, and in which lane. */
    public record FailedAttempt(
            Cause cause, long started, long took, boolean averaged, String lane) {}

    public WaitingInput(LeaseSlots<I, O> root, int slot) {
        this.root = root;
        this.slot = slot;
    }

    /** The lease that claimed it. */
    public LeaseSlots<I, O> root() {
        return root;
    }

    /** Its place there. */
    public int slot() {
        return slot;
    }

    /** What is left of it to run, if it is a batch whose inputs run one by one. */
    @Nullable BatchSplit<?, ?> split() {
        return split;
    }

    /** Its inputs run one by one from now on. Needs the run's lock. */
    void splits(BatchSplit<?, ?> parts) {
        split = parts;
    }

    /** What the next attempt runs. */
    @SuppressWarnings("unchecked") // a batch, as the input is
    I input(ClaimedInputs<I> claimed) {
        BatchSplit<?, ?> parts = split;
        return parts == null ? claimed.input(slot) : (I) parts.current();
    }

    /** Takes note of its last attempt, which failed. Needs the run's lock. */
    public void failed(FailedAttempt attempt) {
        last = attempt;
    }

    /** Its end where no attempt can be made. */
    public LeaseSlots<I, O> rejected(Cause cause, long now) {
        return LeaseSlots.ended(
                new LaneGrant.Pending<>(this, 0, null), new FailedAttempt(cause, now, 0, true, ""));
    }

    /**
     * The end of an input that waited for an attempt which will not come: as its last one ended, or
     * cancelled before its first. Needs the run's lock.
     */
    public static <I, O extends @Nullable Object> LeaseSlots<I, O> unattempted(
            LaneGrant.Pending<WaitingInput<I, O>> pending, long now) {
        WaitingInput<I, O> input = pending.ref();
        FailedAttempt last = input.last;
        return last == null
                ? input.rejected(new Cause.Cancelled(false, null), now)
                : LeaseSlots.ended(
                        new LaneGrant.Pending<>(input, pending.attempt() - 1, pending.key()), last);
    }
}
