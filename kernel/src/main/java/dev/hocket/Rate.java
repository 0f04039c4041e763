package dev.hocket;

import java.time.Duration;

/**
 * A limit on the number of attempts started per time, including retries.
 *
 * <p>It is enforced by the generic cell rate algorithm (ITU-T I.371): attempts are spaced evenly,
 * and up to {@code burst} of them may start together after a pause. A start that is late, by up to
 * half an interval and 10 ms, does not delay the starts after it.
 *
 * @param count the number of attempts
 * @param per the time in which they may start
 * @param burst how many may start together
 */
public record Rate(double count, Duration per, int burst) {

    public Rate {
        if (!(count > 0) || Double.isInfinite(count) || per.isNegative() || per.isZero()) {
            throw new IllegalArgumentException(
                    "rate " + count + " per " + per + ": both must be positive");
        }
        if (burst < 1) {
            throw new IllegalArgumentException("burst " + burst + ": must be at least 1");
        }
        if (count / per.toNanos() > 1) {
            throw new IllegalArgumentException(
                    "rate " + count + " per " + per + ": must be at most one per nanosecond");
        }
    }

    /** Allows {@code count} attempts per second; the attempts of 10 ms may start together. */
    public static Rate perSecond(double count) {
        return of(count, Duration.ofSeconds(1));
    }

    /** Allows {@code count} attempts per {@code per}; the attempts of 10 ms may start together. */
    public static Rate of(double count, Duration per) {
        double inTenMillis = count * 10_000_000 / Math.max(1, per.toNanos());
        return new Rate(count, per, (int) Math.clamp(inTenMillis, 1, 1_000_000));
    }

    /** The same with another burst. */
    public Rate withBurst(int attempts) {
        return new Rate(count, per, attempts);
    }
}
