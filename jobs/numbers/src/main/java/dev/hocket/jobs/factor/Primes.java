package dev.hocket.jobs.factor;

import java.math.BigInteger;

/**
 * Tests whether numbers are prime. Safe for use by several threads.
 *
 * <p>Below 2^64 the result is proven: the Miller–Rabin test with bases that are known to detect
 * every composite number there (G. Jaeschke, <i>On Strong Pseudoprimes to Several Bases</i>, 1993,
 * for numbers below 4,759,123,141; J. Sinclair's seven, 2011, for all others). Above, it is the
 * Baillie–PSW test (R. Baillie, S. Wagstaff, <i>Lucas Pseudoprimes</i>, 1980): a number that it
 * reports as composite is composite; no composite number that it reports as prime is known.
 */
public final class Primes {
    private static final int[] SMALL_BASES = {2, 7, 61};
    private static final long SMALL_BASES_END = 4_759_123_141L;
    private static final int[] BASES = {2, 325, 9375, 28178, 450775, 9780504, 1795265022};
    private static final int WORD = 64;

    private Primes() {}

    /** Whether {@code n}, an unsigned number of 64 bits, is prime. */
    public static boolean isPrime(long n) {
        if (n >= 0 && n <= SmallPrimes.LAST) {
            return SmallPrimes.contains((int) n);
        }
        return (n & 1) != 0 && SmallPrimes.dividesByFew(n) == 0 && isStrong(n);
    }

    /** Whether {@code n} is prime; a negative number is not. */
    public static boolean isPrime(BigInteger n) {
        if (n.signum() <= 0) {
            return false;
        }
        if (n.bitLength() <= WORD) {
            return isPrime(n.longValue());
        }
        return n.testBit(0) && BailliePsw.isProbablePrime(n);
    }

    /** For odd numbers above the bases of the small set. */
    static boolean isStrong(long n) {
        WordModulus modulus = new WordModulus(n);
        int[] bases = n > 0 && n < SMALL_BASES_END ? SMALL_BASES : BASES;
        for (int base : bases) {
            long rest = Long.remainderUnsigned(base, n);
            if (rest != 0 && !isStrong(modulus, modulus.of(rest))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isStrong(WordModulus modulus, long base) {
        long n = modulus.n;
        long minusOne = n - modulus.one;
        int twos = Long.numberOfTrailingZeros(n - 1);
        long power = modulus.power(base, (n - 1) >>> twos);
        if (power == modulus.one || power == minusOne) {
            return true;
        }
        for (int i = 1; i < twos; i++) {
            power = WordModulus.multiply(power, power, n, modulus.inverse);
            if (power == minusOne) {
                return true;
            }
        }
        return false;
    }
}
