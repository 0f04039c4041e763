package dev.hocket.run;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * When the attempts of a lease ran and how long they took: individually, or all together if they
 * are tiny. Written by the lane that has the lease, and read by a watchdog that abandons one of its
 * attempts.
 */
final class AttemptTimes {
    private final int size;
    private long @Nullable [] starts;
    private long @Nullable [] took;
    private long from;
    private long to;
    private int ran;

    /** Of a lease of this many attempts, none of which has run. */
    AttemptTimes(int size) {
        this.size = size;
    }

    /** A copy in which the {@code at}-th attempt ends now, and which others do not change. */
    AttemptTimes endingWith(int at, int departed, long now) {
        AttemptTimes copy = new AttemptTimes(size);
        copy.starts = starts == null ? null : starts.clone();
        copy.took = took == null ? null : took.clone();
        copy.from = from;
        copy.to = now;
        copy.ran = at + 1 - departed;
        if (at == 0 || copy.took != null) {
            copy.time(at, endBefore(at), now);
        }
        return copy;
    }

    /** The first attempt begins. */
    void begin(long now) {
        from = now;
        to = now;
    }

    /** Attempts are timed one by one. Called before the span, in which the watchdog may look. */
    void timeEach() {
        if (starts == null || took == null) {
            starts = new long[size];
            took = new long[size];
        }
    }

    /** How long the {@code i}-th attempt ran. */
    void time(int i, long before, long after) {
        timeEach();
        Objects.requireNonNull(starts)[i] = before;
        Objects.requireNonNull(took)[i] = after - before;
    }

    /** One attempt more ran. */
    void ranOne() {
        ran++;
    }

    /** So many attempts ran, the last until then. */
    void ended(int attempts, long at) {
        ran = attempts;
        to = at;
    }

    /** The last attempt so far ended. */
    void endedAt(long at) {
        to = at;
    }

    /** Times that nobody measured follow the one before. */
    void complete() {
        if (starts != null) {
            for (int i = 0; i < size; i++) {
                long began = startSoFar(i);
                time(i, began, began + tookNanos(i));
            }
        }
    }

    /** When the {@code i}-th attempt started, as far as is known while it runs. */
    long startSoFar(int i) {
        long[] begun = starts;
        return begun == null || begun[i] == 0 ? endBefore(i) : begun[i];
    }

    /** When the attempt before the {@code i}-th ended, which may run and be timed just now. */
    private long endBefore(int i) {
        long[] begun = starts;
        long[] times = took;
        return i == 0 || begun == null || times == null ? from : begun[i - 1] + times[i - 1];
    }

    /** How many attempts ran. */
    int ran() {
        return ran;
    }

    /** When the first began. */
    long from() {
        return from;
    }

    /** When the last ended. */
    long to() {
        return to;
    }

    /** From the first attempt to the end of the last. */
    long spanNanos() {
        return to - from;
    }

    /** Whether nothing is known of single attempts. */
    boolean averaged() {
        return took == null;
    }

    /** How long the {@code i}-th attempt took; the average where they are not timed. */
    long tookNanos(int i) {
        return took == null ? (ran == 0 ? 0 : spanNanos() / ran) : took[i];
    }

    /** When the {@code i}-th attempt started. */
    long startNanos(int i) {
        return starts == null ? from + i * tookNanos(i) : starts[i];
    }
}
