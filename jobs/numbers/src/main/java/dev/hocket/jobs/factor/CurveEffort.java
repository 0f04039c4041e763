package dev.hocket.jobs.factor;

import java.util.Arrays;
import java.util.Locale;

/**
 * How many curves, and how far each, find nearly every factor of some size: twice as many as P.
 * Zimmermann's table gives as the expected number for a second stage of 100 times the first, after
 * which one factor in eight of just that size is missed. Levels are gone through in their order.
 *
 * @param digits the size of the factors
 * @param first the first stage's bound
 * @param second the second stage's bound
 * @param curves how many curves
 */
record CurveEffort(int digits, int first, int second, int curves) {
    static final int LEAST_DIGITS = 15;
    static final int MOST_DIGITS = 40;

    private static final CurveEffort[] LEVELS = {
        of(10, 200, 20),
        of(15, 2_000, 50),
        of(20, 11_000, 180),
        of(25, 50_000, 600),
        of(30, 250_000, 1_500),
        of(35, 1_000_000, 5_000),
        of(MOST_DIGITS, 3_000_000, 18_000)
    };

    private static CurveEffort of(int digits, int first, int curves) {
        return new CurveEffort(digits, first, Math.min(100 * first, PrimeSieve.MOST - 1), curves);
    }

    static void check(int digits) {
        if (digits < LEAST_DIGITS || digits > MOST_DIGITS) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "factors of %d digits: expected %d to %d digits",
                            digits,
                            LEAST_DIGITS,
                            MOST_DIGITS));
        }
    }

    /** The last level that leads to factors of this many digits. */
    static CurveEffort last(int digits) {
        CurveEffort[] all = upTo(digits);
        return all[all.length - 1];
    }

    /** The levels that lead to factors of this many digits. */
    static CurveEffort[] upTo(int digits) {
        int count = 1;
        while (count < LEVELS.length && LEVELS[count - 1].digits < digits) {
            count++;
        }
        return Arrays.copyOf(LEVELS, count);
    }
}
