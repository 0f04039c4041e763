package dev.hocket;

import org.jspecify.annotations.Nullable;

/**
 * The generic cell rate algorithm (ITU-T I.371, the "virtual scheduling" form): a theoretical
 * arrival time moves on by one interval with each start; a start conforms when it comes no earlier
 * than that time less the tolerance. One number of state, no timer.
 */
final class Gcra {
    private final double interval;
    private final double tolerance;
    private double theoretical = Double.NEGATIVE_INFINITY;

    Gcra(Rate rate) {
        this.interval = rate.intervalNanos();
        this.tolerance = interval * (rate.burst() - 1);
    }

    static @Nullable Gcra of(@Nullable Rate rate) {
        return rate == null ? null : new Gcra(rate);
    }

    /** How many may start at once now, at most {@code wanted}. */
    int conforming(long now, int wanted) {
        double from = Math.max(theoretical, (double) now);
        double room = now + tolerance - from;
        return room < 0 ? 0 : (int) Math.min(wanted, Math.floor(room / interval) + 1);
    }

    /** Counts {@code n} starts. */
    void take(long now, int n) {
        theoretical = Math.max(theoretical, (double) now) + n * interval;
    }

    /** Takes back {@code n} starts that did not happen. */
    void giveBack(int n) {
        theoretical -= n * interval;
    }

    /**
     * When the next start conforms; where several are allowed at once, when about a millisecond of
     * them is.
     */
    long next(long now) {
        double first = theoretical - tolerance;
        double several = Math.min(tolerance, 1_000_000);
        return (long) Math.ceil(Math.max((double) now, first + several));
    }

    /** Whether it holds nothing back any more, so that a fresh one would do the same. */
    boolean idle(long now) {
        return theoretical <= now;
    }
}
