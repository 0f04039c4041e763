package dev.hocket.conductor;

import dev.hocket.Rate;
import org.jspecify.annotations.Nullable;

/**
 * The generic cell rate algorithm (ITU-T I.371, the "virtual scheduling" form): a theoretical
 * arrival time advances by one interval with each start; a start conforms if it is not earlier than
 * that time minus the tolerance. The state is one number; there is no timer.
 *
 * <p>Times are doubles, because an interval need not be a whole number of nanoseconds, and are
 * counted from the first use: so they remain exact to a small fraction of a nanosecond for days,
 * whatever the origin of the clock.
 *
 * <p>Timers fire late, so with a tolerance of zero each start would lose a little of the rate. The
 * tolerance is at least half an interval, but at most 10 ms for that: a start that is late by so
 * little does not delay the next one.
 */
public final class Gcra {
    private static final double LATENESS = 10_000_000;
    private static final double MILLISECOND = 1_000_000;
    private final double interval;
    private final double tolerance;
    private double theoretical = Double.NEGATIVE_INFINITY;
    private boolean begun;
    private long origin;

    public Gcra(Rate rate) {
        this.interval = rate.per().toNanos() / rate.count();
        this.tolerance = Math.max(interval * (rate.burst() - 1), Math.min(interval / 2, LATENESS));
    }

    public static @Nullable Gcra of(@Nullable Rate rate) {
        return rate == null ? null : new Gcra(rate);
    }

    private double sinceOrigin(long now) {
        if (!begun) {
            begun = true;
            origin = now;
        }
        return now - origin;
    }

    /** How many may start at once now, at most {@code wanted}. */
    public int conforming(long now, int wanted) {
        double at = sinceOrigin(now);
        double room = at + tolerance - Math.max(theoretical, at);
        return room < 0 ? 0 : (int) Math.min(wanted, Math.floor(room / interval) + 1);
    }

    /** Counts {@code n} starts. */
    public void take(long now, int n) {
        theoretical = Math.max(theoretical, sinceOrigin(now)) + n * interval;
    }

    /** Takes back {@code n} starts that did not happen. */
    public void giveBack(int n) {
        theoretical -= n * interval;
    }

    /**
     * When the next start conforms; where they are less than a millisecond apart, when a
     * millisecond of them is allowed at once.
     */
    public long next(long now) {
        double several = interval < MILLISECOND ? Math.min(tolerance / 2, MILLISECOND) : 0;
        double ahead = theoretical - tolerance + several - sinceOrigin(now);
        return ahead <= 0 ? now : now + (long) Math.ceil(ahead);
    }

    /** Whether it holds nothing back any more, so that a fresh one would do the same. */
    public boolean idle(long now) {
        return theoretical <= sinceOrigin(now);
    }

    /** From when on it is {@link #idle}, if nothing more starts. */
    public long idleAt() {
        return theoretical <= 0 ? origin : origin + (long) Math.ceil(theoretical);
    }
}
