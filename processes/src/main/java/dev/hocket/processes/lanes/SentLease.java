package dev.hocket.processes.lanes;

import dev.hocket.processes.pool.WorkerProcess;
import dev.hocket.spi.Lane;
import dev.hocket.spi.Lease;
import java.util.BitSet;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A lease on its way through workers: what of it is open, and the batch that is sent. */
final class SentLease<I, O extends @Nullable Object> {
    /** Where the batch is. */
    enum State {
        /** None is sent. */
        NONE,
        /** Its ends are still to come. */
        UNDER_WAY,
        /** All came that will. */
        WHOLE,
        /** The worker died before. */
        DIED
    }

    final Lane lane;
    final Lease<I, O> lease;

    /** The attempts that have not ended. */
    final BitSet open = new BitSet();

    State state = State.NONE;

    /** The attempt that a worker ran when it died, and that is to be run alone; or -1. */
    int suspect = -1;

    /** Whether the batch is the suspect alone. */
    boolean alone;

    /** Whether the batch is the first that its worker was given. */
    boolean untouched;

    @Nullable SentBatch<I, O> batch;
    @Nullable WorkerProcess worker;

    SentLease(Lane lane, Lease<I, O> lease) {
        this.lane = lane;
        this.lease = lease;
        open.set(0, lease.size());
    }

    SentBatch<I, O> batch() {
        return Objects.requireNonNull(batch);
    }

    WorkerProcess worker() {
        return Objects.requireNonNull(worker);
    }
}
