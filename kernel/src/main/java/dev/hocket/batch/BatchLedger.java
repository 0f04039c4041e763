package dev.hocket.batch;

import dev.hocket.Cause;
import dev.hocket.Failed;
import dev.hocket.Halt;
import dev.hocket.Outcome;
import dev.hocket.conductor.Conductor;
import dev.hocket.source.InputSource;
import org.jspecify.annotations.Nullable;

/**
 * Counts the inputs in the batches of a run, whose own counts are of batches, and decides by them
 * whether its rule halts it. Used under the run's lock, but for what its fields say.
 */
public final class BatchLedger {
    private final Halt halt;
    private final boolean splits;
    private final long total;
    private final BatchSizer sizer;

    /** Written by the lane that reads the source. */
    private volatile long skipped;

    private long claimed;
    private long done;
    private long failed;
    private long cancelled;
    private long replayed;
    private long consumed;

    BatchLedger(Halt halt, boolean splits, long total, BatchSizer sizer) {
        this.halt = halt;
        this.splits = splits;
        this.total = total;
        this.sizer = sizer;
    }

    /** The one of a source of batches; null for any other source. */
    public static @Nullable BatchLedger of(InputSource<?> source) {
        return source instanceof BatchSource<?, ?> batches ? batches.ledger() : null;
    }

    /** An input is left out, since an earlier run has ended it; told by one thread. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one lane reads at a time, in order
    void skipped() {
        skipped++;
    }

    /** A batch was taken from the source. */
    public void claimed(Object batch) {
        claimed += size(batch);
    }

    /** The inputs of a batch were not run, as an earlier run has their outputs. */
    public void replayed(Object batch) {
        claimed += size(batch);
        replayed += size(batch);
    }

    /** A batch took so long. */
    public void took(Object batch, long nanos) {
        sizer.took(size(batch), nanos);
    }

    /** A batch has ended without an output. */
    public void failed(Object batch, Cause cause) {
        if (cause instanceof Cause.Cancelled) {
            cancelled += size(batch);
        } else {
            failed += size(batch);
        }
    }

    /** A batch has ended; {@code end} is what came of it. */
    public void ended(Object batch, @Nullable Object end) {
        if (end instanceof BatchEnd.Parts<?, ?>(var outcomes, int alone)) {
            failed += outcomes.size() - alone; // the others were counted
        } else {
            done += size(batch);
        }
    }

    /** An input of a batch that failed has ended alone; a cancelled attempt is no end. */
    public void endedAlone(Outcome<?, ?> end) {
        if (!(end instanceof Failed<?, ?> part)) {
            done++;
        } else if (!(part.cause() instanceof Cause.Cancelled)) {
            failed++;
        }
    }

    /** The consumer has the outcomes of a batch. */
    public void consumed(Object batch) {
        consumed += size(batch);
    }

    /** Whether the inputs of a batch that failed so are to run one by one. */
    public boolean splits(Object batch, Cause cause) {
        return splits && size(batch) > 1 && !(cause instanceof Cause.Cancelled);
    }

    /** How the rule halts the run now; null if it does not. */
    public Halt.@Nullable Mode halts() {
        return halt.reached(done, failed) ? halt.mode() : null;
    }

    /** How many inputs there are in all, or {@link InputSource#UNKNOWN}. */
    public long total() {
        return total;
    }

    /** How many inputs were left out, since an earlier run has ended them. */
    public long left() {
        return skipped;
    }

    /**
     * The counts of a run over batches, of inputs; those that are open are divided as the batches
     * are.
     */
    public Conductor.Counts of(Conductor.Counts batches) {
        long open = claimed - done - failed - cancelled - replayed;
        long opened = batches.running() + batches.pending();
        long pending = opened == 0 ? 0 : open * batches.pending() / opened;
        return new Conductor.Counts(
                claimed,
                open - pending,
                pending,
                done,
                failed,
                cancelled,
                replayed,
                batches.starts(),
                consumed);
    }

    private static int size(Object batch) {
        return ((Batch<?>) batch).size();
    }
}
