package dev.hocket.queue.work;

import java.util.concurrent.TimeUnit;

/**
 * How many jobs a worker holds: what its lanes start within about 50 ms, measured by the rate at
 * which jobs end, and at least one for each lane. Pure: the caller passes the time. Not safe for
 * use by several threads.
 *
 * <p>The store's turn may take longer than 50 ms, on a slow disk or a far network; then the worker
 * holds what its lanes start during four turns, so that they do not run dry.
 */
final class Prefetch {
    private static final double AHEAD_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final double SUBMITTED_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    private static final double TURNS_AHEAD = 4;
    private static final long SAMPLE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final int MOST = 5_000;

    private final int width;
    private double perNano;
    private double turnNanos;
    private long ended;
    private long since;

    Prefetch(int width, long now) {
        this.width = width;
        this.since = now;
    }

    /** Jobs have ended. */
    void ended(int count, long now) {
        ended += count;
        long elapsed = now - since;
        if (elapsed >= SAMPLE_NANOS) {
            double measured = (double) ended / elapsed;
            // Quick to follow a change of the jobs' length, slow to follow a single long job.
            perNano = measured > perNano ? measured : 0.7 * perNano + 0.3 * measured;
            ended = 0;
            since = now;
        }
    }

    /** The store has answered a turn. */
    void turned(long nanos) {
        turnNanos = turnNanos == 0 ? nanos : 0.8 * turnNanos + 0.2 * nanos;
    }

    /** Nothing has ended for long, or there was nothing to do: what was measured is out of date. */
    void forget(long now) {
        perNano = 0;
        ended = 0;
        since = now;
    }

    /** The number of jobs to hold. */
    int target() {
        double ahead = Math.max(AHEAD_NANOS, TURNS_AHEAD * turnNanos);
        return bounded(width + perNano * ahead);
    }

    /** The number of jobs to have submitted to the engine; the others can still be given back. */
    int window() {
        return bounded(width + perNano * SUBMITTED_NANOS);
    }

    private int bounded(double count) {
        return (int) Math.min(count, Math.max(MOST, 2 * width));
    }
}
