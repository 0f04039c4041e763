package dev.hocket.jobs.factor;

import java.math.BigInteger;

/**
 * Arithmetic modulo an odd number of 64 bits, in Montgomery's form: {@code a} stands for {@code a *
 * 2^-64} (<i>Modular Multiplication Without Trial Division</i>, 1985), so that a product costs
 * three multiplications and no division.
 *
 * <p>Numbers are unsigned. Loops that must be fast take {@code n} and {@code inverse} into local
 * variables and call the static methods.
 */
final class WordModulus {
    private static final int INVERSE_STEPS = 5;

    /** The modulus. */
    final long n;

    /** What {@link #n} becomes 1 with, modulo 2^64. */
    final long inverse;

    /** 1 in Montgomery's form. */
    final long one;

    private final long square;

    WordModulus(long n) {
        this.n = n;
        this.inverse = inverse(n);
        this.one = Long.remainderUnsigned(-n, n);
        long power = WordArithmetic.doubled(one, n); // 2; squared six times it is 2^64
        for (int i = 0; i < 6; i++) {
            power = multiply(power, power, n, inverse);
        }
        this.square = power;
    }

    /** What the odd number {@code n} becomes 1 with, modulo 2^64: Newton's method. */
    static long inverse(long n) {
        long x = (3 * n) ^ 2; // right in five bits
        for (int i = 1; i < INVERSE_STEPS; i++) {
            x *= 2 - n * x;
        }
        return x;
    }

    /** A product of two numbers in Montgomery's form. */
    static long multiply(long a, long b, long n, long inverse) {
        long high = Math.unsignedMultiplyHigh(a, b);
        long taken = Math.unsignedMultiplyHigh(a * b * inverse, n);
        long rest = high - taken;
        return Long.compareUnsigned(high, taken) < 0 ? rest + n : rest;
    }

    /** The same for a modulus below 2^63: without a branch. */
    static long multiplySmall(long a, long b, long n, long inverse) {
        long rest = Math.multiplyHigh(a, b) - Math.unsignedMultiplyHigh(a * b * inverse, n);
        return rest + (n & (rest >> 63));
    }

    /** A number below the modulus, brought into Montgomery's form. */
    long of(long number) {
        return multiply(number, square, n, inverse);
    }

    /** A number in Montgomery's form, brought out of it. */
    long value(long number) {
        return multiply(number, 1, n, inverse);
    }

    /** A power of a number in Montgomery's form; the exponent is unsigned. */
    long power(long base, long exponent) {
        long result = one;
        for (int bit = 63 - Long.numberOfLeadingZeros(exponent); bit >= 0; bit--) {
            result = multiply(result, result, n, inverse);
            if (((exponent >>> bit) & 1) != 0) {
                result = multiply(result, base, n, inverse);
            }
        }
        return result;
    }

    @Override
    public String toString() {
        return "modulo " + new BigInteger(Long.toUnsignedString(n));
    }
}
