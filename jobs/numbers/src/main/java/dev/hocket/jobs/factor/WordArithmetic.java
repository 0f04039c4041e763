package dev.hocket.jobs.factor;

/** What the algorithms on numbers of one machine word share. */
final class WordArithmetic {
    private WordArithmetic() {}

    /** Twice {@code a}, modulo {@code n}; unsigned. */
    static long doubled(long a, long n) {
        long rest = a - (n - a);
        return Long.compareUnsigned(a, n - a) >= 0 ? rest : a + a;
    }

    /** The greatest common divisor of two numbers that are not negative, one of them odd. */
    static long gcd(long odd, long other) {
        long a = odd;
        long b = other;
        if (b == 0) {
            return a;
        }
        b >>>= Long.numberOfTrailingZeros(b);
        while (a != b) {
            long difference = a - b;
            b = Math.min(a, b);
            a = Math.abs(difference);
            a >>>= Long.numberOfTrailingZeros(a);
        }
        return a;
    }

    /** The greatest number whose square is not above {@code n}, which is not negative. */
    static long root(long n) {
        long root = (long) Math.sqrt((double) n);
        while (root > 3_037_000_499L || root * root > n) {
            root--;
        }
        while (root < 3_037_000_499L && (root + 1) * (root + 1) <= n) {
            root++;
        }
        return root;
    }

    /**
     * What {@code a} becomes 1 with, modulo {@code n}; 0 if there is no such number. Both are below
     * 2^63 and not negative.
     */
    static long inverse(long a, long n) {
        long r0 = n;
        long r1 = a;
        long t0 = 0;
        long t1 = 1;
        while (r1 != 0) {
            long quotient = r0 / r1;
            long r2 = r0 - quotient * r1;
            long t2 = t0 - quotient * t1;
            r0 = r1;
            r1 = r2;
            t0 = t1;
            t1 = t2;
        }
        if (r0 != 1) {
            return 0;
        }
        return t0 < 0 ? t0 + n : t0;
    }
}
