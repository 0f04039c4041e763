package dev.hocket;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** The one consumer's hold on a run: takes complete leases, and runs some while it waits. */
final class Consumption<I, O extends @Nullable Object> implements AutoCloseable {
    private final RunCore<I, O> core;
    private @Nullable Lane own;

    Consumption(RunCore<I, O> core) {
        this.core = core;
    }

    /** Complete leases; null when the run has ended and all were taken. */
    @Nullable ArrayDeque<Slots<I, O>> take() {
        boolean helps = core.lanes().callerHelps();
        Lane lane = own;
        if (helps && lane == null) {
            lane = core.newLane(Thread.currentThread().getName(), true);
            own = lane;
        }
        return core.take(lane, helps);
    }

    /** Throws what the run gave way to, if it did. */
    void throwFailure() {
        RunException failure = core.failure();
        if (failure != null) {
            throw failure;
        }
    }

    /** Ends the run, in bounded time. */
    @Override
    public void close() {
        core.stop();
    }
}
