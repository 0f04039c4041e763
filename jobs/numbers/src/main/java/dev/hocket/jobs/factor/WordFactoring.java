package dev.hocket.jobs.factor;

import java.util.Arrays;

/**
 * Splits numbers below 2^63: small primes by division, then Pollard and Brent's method where the
 * smaller factor cannot be large, and elliptic curves where it can.
 */
final class WordFactoring {
    /** From how many bits on curves find a factor sooner than Pollard and Brent's method. */
    private static final int CURVE_BITS = 46;

    private static final int CURVES = 400;
    private static final int MOST_FACTORS = 64;

    private final long[] found = new long[MOST_FACTORS];
    private int count;

    private WordFactoring() {}

    /** The prime factors of a number from 1 to 2^63 - 1, in no order. */
    static long[] factors(long n) throws InterruptedException {
        WordFactoring factoring = new WordFactoring();
        factoring.split(factoring.divideBySmall(n));
        return Arrays.copyOf(factoring.found, factoring.count);
    }

    /** The prime factors of a number without small ones, in no order. */
    static long[] largeFactors(long n) throws InterruptedException {
        WordFactoring factoring = new WordFactoring();
        factoring.split(n);
        return Arrays.copyOf(factoring.found, factoring.count);
    }

    private long divideBySmall(long n) {
        long rest = n >>> Long.numberOfTrailingZeros(n);
        for (int twos = Long.numberOfTrailingZeros(n); twos > 0; twos--) {
            found[count++] = 2;
        }
        for (int i = 1; i < SmallPrimes.ALL.length; i++) {
            long prime = SmallPrimes.ALL[i];
            if (prime * prime > rest) {
                break;
            }
            for (long quotient; (quotient = SmallPrimes.quotient(rest, i)) != 0; ) {
                found[count++] = prime;
                rest = quotient;
            }
        }
        return rest;
    }

    private void split(long n) throws InterruptedException {
        if (n == 1) {
            return;
        }
        if (n < (long) SmallPrimes.END * SmallPrimes.END || Primes.isStrong(n)) {
            found[count++] = n;
            return;
        }
        long divisor = divisor(n);
        split(divisor);
        split(n / divisor);
    }

    /** A divisor of a composite number, neither 1 nor itself. */
    private static long divisor(long n) throws InterruptedException {
        long root = WordArithmetic.root(n);
        if (root * root == n) {
            return root;
        }
        if (n >>> CURVE_BITS != 0) {
            WordEllipticCurve curves = new WordEllipticCurve(n);
            for (int i = 0; i < CURVES; i++) {
                long divisor = curves.divisor(i);
                if (divisor != 1) {
                    return divisor;
                }
            }
        }
        return PollardBrent.divisor(n);
    }
}
