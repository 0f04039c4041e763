package dev.hocket.source;

import java.util.SplittableRandom;

/**
 * Hashes keys so that a million of them can be compared without being kept: a polynomial over the
 * field of 2^61 − 1, with three characters to a coefficient, at points drawn at random for each
 * process (Carter and Wegman's universal hashing). Two keys of {@code n} characters collide at one
 * point with a probability below {@code (n / 3 + 2) / 2^61}, even if an attacker chose them,
 * because the points are secret; hashes are meaningless in another process.
 */
public final class KeyHash {
    private static final long PRIME = (1L << 61) - 1;
    private static final long FIRST;
    private static final long SECOND;

    static {
        SplittableRandom random = new SplittableRandom();
        FIRST = random.nextLong(1L << 32, PRIME);
        SECOND = random.nextLong(1L << 32, PRIME);
    }

    private KeyHash() {}

    /** A hash from 0 to 2^61 − 2. */
    public static long first(CharSequence key) {
        return at(FIRST, key);
    }

    /** A hash from 0 to 2^61 − 2, independent of {@link #first}. */
    public static long second(CharSequence key) {
        return at(SECOND, key);
    }

    /** A short hash, for keys that are compared at one position. */
    public static int brief(CharSequence key) {
        long hash = first(key);
        return (int) (hash ^ hash >>> 29);
    }

    private static long at(long point, CharSequence key) {
        int length = key.length();
        long hash = length + 1L;
        int i = 0;
        for (; i + 2 < length; i += 3) {
            long three =
                    key.charAt(i) | (long) key.charAt(i + 1) << 16 | (long) key.charAt(i + 2) << 32;
            hash = times(hash, point) + three;
        }
        long rest = 0;
        for (int shift = 0; i < length; i++, shift += 16) {
            rest |= (long) key.charAt(i) << shift;
        }
        return reduce(times(times(hash, point) + rest, point));
    }

    /** A product under 2^61 + 8, of a number under 2^62 and a point. */
    private static long times(long a, long point) {
        long high = Math.multiplyHigh(a, point);
        long low = a * point;
        long sum = (low & PRIME) + (low >>> 61 | high << 3);
        return (sum & PRIME) + (sum >>> 61);
    }

    private static long reduce(long a) {
        long once = (a & PRIME) + (a >>> 61);
        return once >= PRIME ? once - PRIME : once;
    }
}
