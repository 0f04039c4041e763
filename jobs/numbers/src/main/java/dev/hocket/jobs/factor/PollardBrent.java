package dev.hocket.jobs.factor;

/**
 * Pollard's rho method in Brent's form (R. Brent, <i>An Improved Monte Carlo Factorization
 * Algorithm</i>, 1980): a sequence x → x² + c runs into a cycle modulo the unknown factor first;
 * the differences are multiplied, and one greatest common divisor is taken for many of them.
 */
final class PollardBrent {
    private static final int TOGETHER = 128;
    private static final long START = 0x9E37_79B9_7F4A_7C15L;
    private static final long PATIENCE = 1 << 16;

    private PollardBrent() {}

    /** A divisor of a composite odd number below 2^63, neither 1 nor itself. */
    static long divisor(long n) throws InterruptedException {
        long inverse = WordModulus.inverse(n);
        for (long c = 1; ; c++) {
            long divisor = attempt(n, inverse, c, Long.remainderUnsigned(START * c, n));
            if (divisor != n) {
                return divisor;
            }
        }
    }

    /** A divisor above 1, which may be the number itself. */
    private static long attempt(long n, long inverse, long c, long start)
            throws InterruptedException {
        long y = start;
        long saved = y;
        long x = y;
        long product = 1;
        long divisor = 1;
        for (long distance = 1; divisor == 1; distance <<= 1) {
            x = y;
            for (long i = 0; i < distance; i++) {
                y = next(y, n, inverse, c);
            }
            for (long k = 0; k < distance && divisor == 1; k += TOGETHER) {
                saved = y;
                for (long i = Math.min(TOGETHER, distance - k); i > 0; i--) {
                    y = next(y, n, inverse, c);
                    product = multiplied(product, x - y, n, inverse);
                }
                divisor = WordArithmetic.gcd(n, product);
            }
            if (distance >= PATIENCE && Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
        return divisor != n ? divisor : walk(x, saved, n, inverse, c);
    }

    /** Goes the last steps again, one at a time. */
    private static long walk(long x, long from, long n, long inverse, long c) {
        long y = from;
        long divisor = 1;
        while (divisor == 1) {
            y = next(y, n, inverse, c);
            divisor = WordArithmetic.gcd(n, Math.abs(x - y));
        }
        return divisor;
    }

    private static long multiplied(long product, long difference, long n, long inverse) {
        return WordModulus.multiplySmall(
                product, difference + (n & (difference >> 63)), n, inverse);
    }

    private static long next(long y, long n, long inverse, long c) {
        long rest = WordModulus.multiplySmall(y, y, n, inverse) + c - n;
        return rest + (n & (rest >> 63));
    }
}
