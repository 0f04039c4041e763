package dev.hocket.batch;

import java.util.concurrent.TimeUnit;

/**
 * How many inputs the next batch has: a fixed number, or as many as take a given time, by what was
 * measured. Read by the lane that reads the source, written under the run's lock.
 */
public final class BatchSizer {
    /** The most inputs of a batch whose size is measured. */
    private static final int MOST = 1 << 16;

    /** How many times as many the next one has at most. */
    private static final int GROWTH = 8;

    private final int fixed;
    private final boolean shares;
    private final int most;
    private final long targetNanos;
    private volatile int measured = 1;

    private BatchSizer(int fixed, boolean shares, int most, long targetNanos) {
        this.fixed = fixed;
        this.shares = shares;
        this.most = most;
        this.targetNanos = targetNanos;
    }

    /** Batches of a fixed size, the last one of a run excepted. */
    public static BatchSizer fixed(int size) {
        return new BatchSizer(size, false, size, 0);
    }

    /** Batches that another limit bounds, or the share of each lane. */
    public static BatchSizer filled(int most) {
        int size = Math.min(most, MOST);
        return new BatchSizer(size, true, size, 0);
    }

    /** Batches that take about so long. */
    public static BatchSizer measured(long nanos, int most) {
        return new BatchSizer(0, false, Math.min(most, MOST), Math.max(1, nanos));
    }

    /** Whether a batch waits until it is full. */
    boolean fills() {
        return fixed > 0;
    }

    /** The most inputs that a batch may have. */
    public int most() {
        return most;
    }

    /**
     * How many the next batch has at most.
     *
     * @param total how many inputs there are, or negative if that is not known
     * @param left how many are left of them
     * @param width how many lanes share them
     */
    int next(long total, long left, int width) {
        if (fixed == 0) { // near the end, each lane gets a part
            return total < 0 ? measured : Math.clamp(left / (2L * width), 1, measured);
        }
        return shares && total >= 0 ? Math.clamp(Math.ceilDiv(total, width), 1, fixed) : fixed;
    }

    /** A batch took so long. */
    void took(int size, long nanos) {
        if (fixed == 0) {
            double each = Math.max(1.0, (double) nanos / size);
            long wanted = (long) (targetNanos / each);
            long bound = Math.min(most, (long) measured * GROWTH);
            measured = (int) Math.clamp((measured + wanted) / 2, 1, bound);
        }
    }

    @Override
    public String toString() {
        return fixed > 0
                ? fixed + " inputs"
                : "inputs for " + TimeUnit.NANOSECONDS.toMicros(targetNanos) + " µs";
    }
}
