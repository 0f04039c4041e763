package dev.hocket.run;

import dev.hocket.Cause;
import org.jspecify.annotations.Nullable;

/** A claimed input that is not leased: its place in the lease that claimed it. */
final class WaitingInput<I, O extends @Nullable Object> {
    private final LeaseSlots<I, O> root;
    private final int slot;
    private @Nullable FailedAttempt last;

    /** How an attempt failed, when it started, how long it took, and in which lane. */
    record FailedAttempt(Cause cause, long started, long took, boolean averaged, String lane) {}

    WaitingInput(LeaseSlots<I, O> root, int slot) {
        this.root = root;
        this.slot = slot;
    }

    /** The lease that claimed it. */
    LeaseSlots<I, O> root() {
        return root;
    }

    /** Its place there. */
    int slot() {
        return slot;
    }

    /** Takes note of its last attempt, which failed. Needs the run's lock. */
    void failed(FailedAttempt attempt) {
        last = attempt;
    }

    /** Its last attempt; null before the first. Needs the run's lock. */
    @Nullable FailedAttempt last() {
        return last;
    }
}
