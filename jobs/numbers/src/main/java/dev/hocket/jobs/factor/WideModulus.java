package dev.hocket.jobs.factor;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * Arithmetic modulo an odd number of several 64-bit words, in Montgomery's form. A number is an
 * array of words, the lowest first, and below the modulus. Results go to arrays that are given,
 * which may be operands too: the loops above make no garbage. For one thread.
 *
 * <p>A product is made word by word, and reduced by a word at a time (Ç. Koç, T. Acar, B. Kaliski,
 * <i>Analyzing and Comparing Montgomery Multiplication Algorithms</i>, 1996: CIOS).
 */
final class WideModulus {
    private static final int WORD = 64;

    /** The modulus. */
    final BigInteger value;

    /** How many words a number has. */
    final int words;

    /** 1 in Montgomery's form. */
    final long[] one;

    private final long[] n;
    private final long inverse;
    private final long[] square;
    private final long[] buffer;

    WideModulus(BigInteger value) {
        this.value = value;
        this.words = (value.bitLength() + WORD - 1) / WORD;
        this.n = split(value);
        this.inverse = -WordModulus.inverse(n[0]);
        this.buffer = new long[words + 2];
        BigInteger r = BigInteger.ONE.shiftLeft(WORD * words);
        this.one = split(r.mod(value));
        this.square = split(r.multiply(r).mod(value));
    }

    private long[] split(BigInteger number) {
        long[] result = new long[words];
        for (int i = 0; i < words; i++) {
            result[i] = number.shiftRight(WORD * i).longValue();
        }
        return result;
    }

    /** A number that is not negative and below the modulus, in Montgomery's form. */
    long[] of(BigInteger number) {
        long[] result = split(number);
        multiply(result, square, result);
        return result;
    }

    /** A number in Montgomery's form, brought out of it. */
    BigInteger value(long[] number) {
        long[] unit = new long[words];
        unit[0] = 1;
        multiply(number, unit, unit);
        return plain(unit);
    }

    /** The greatest common divisor of a number and the modulus. */
    BigInteger gcd(long[] number) {
        return plain(number).gcd(value); // the form's factor is prime to the modulus
    }

    private static BigInteger plain(long[] number) {
        byte[] bytes = new byte[number.length * Long.BYTES];
        for (int i = 0; i < bytes.length; i++) {
            bytes[bytes.length - 1 - i] =
                    (byte) (number[i / Long.BYTES] >>> (8 * (i % Long.BYTES)));
        }
        return new BigInteger(1, bytes);
    }

    /** A product. */
    void multiply(long[] a, long[] b, long[] result) {
        if (words == 2) {
            multiplyTwo(a, b, result);
            return;
        }
        long[] t = buffer;
        Arrays.fill(t, 0);
        for (int i = 0; i < words; i++) {
            addProduct(a, b[i], t);
            reduce(t);
        }
        takeIfAbove(t, t[words], result);
    }

    /** t += a * factor. */
    private void addProduct(long[] a, long factor, long[] t) {
        long carry = 0;
        for (int j = 0; j < words; j++) {
            long low = a[j] * factor;
            long high = Math.unsignedMultiplyHigh(a[j], factor);
            long sum = t[j] + low;
            high += carry(sum, low);
            t[j] = sum + carry;
            carry = high + carry(t[j], carry);
        }
        long top = t[words] + carry;
        t[words + 1] = carry(top, carry);
        t[words] = top;
    }

    /** t = (t + m n) / 2^64, with the m that makes it a whole number. */
    private void reduce(long[] t) {
        long m = t[0] * inverse;
        long carry = Math.unsignedMultiplyHigh(m, n[0]) + (t[0] != 0 ? 1 : 0);
        for (int j = 1; j < words; j++) {
            long low = m * n[j];
            long high = Math.unsignedMultiplyHigh(m, n[j]);
            long sum = t[j] + low;
            high += carry(sum, low);
            t[j - 1] = sum + carry;
            carry = high + carry(t[j - 1], carry);
        }
        long top = t[words] + carry;
        t[words] = t[words + 1] + carry(top, carry);
        t[words - 1] = top;
    }

    /** Whether adding {@code part} gave a sum over 64 bits: 1 or 0, without a branch. */
    private static long carry(long sum, long part) {
        return Long.compareUnsigned(sum, part) < 0 ? 1 : 0;
    }

    /** The method above for two words, in local variables. */
    private void multiplyTwo(long[] a, long[] b, long[] result) {
        long n0 = n[0];
        long n1 = n[1];
        long a0 = a[0];
        long a1 = a[1];
        long t0 = 0;
        long t1 = 0;
        long t2 = 0;
        for (int i = 0; i < 2; i++) {
            long factor = b[i];
            long low = a0 * factor;
            long s0 = t0 + low;
            long carry = Math.unsignedMultiplyHigh(a0, factor) + carry(s0, low);
            low = a1 * factor;
            long s1 = t1 + low;
            long high = Math.unsignedMultiplyHigh(a1, factor) + carry(s1, low);
            s1 += carry;
            high += carry(s1, carry);
            long s2 = t2 + high;
            long s3 = carry(s2, high);
            long m = s0 * inverse;
            carry = Math.unsignedMultiplyHigh(m, n0) + (s0 != 0 ? 1 : 0);
            low = m * n1;
            t0 = s1 + low;
            high = Math.unsignedMultiplyHigh(m, n1) + carry(t0, low);
            t0 += carry;
            high += carry(t0, carry);
            t1 = s2 + high;
            t2 = s3 + carry(t1, high);
        }
        long difference = t0 - n0;
        long borrow = Long.compareUnsigned(t0, n0) < 0 ? 1 : 0;
        long upper = t1 - n1 - borrow;
        boolean below = t2 == 0 && (borrow == 0 ? less(t1, n1) : !less(n1, t1));
        result[0] = below ? t0 : difference;
        result[1] = below ? t1 : upper;
    }

    private static boolean less(long a, long b) {
        return Long.compareUnsigned(a, b) < 0;
    }

    /** result = t, less the modulus where it is not below it. */
    private void takeIfAbove(long[] t, long top, long[] result) {
        boolean above = top != 0;
        if (!above) {
            above = true;
            for (int i = words - 1; i >= 0; i--) {
                if (t[i] != n[i]) {
                    above = !less(t[i], n[i]);
                    break;
                }
            }
        }
        if (above) {
            subtractModulus(t, result);
        } else {
            System.arraycopy(t, 0, result, 0, words);
        }
    }

    private void subtractModulus(long[] t, long[] result) {
        long borrow = 0;
        for (int i = 0; i < words; i++) {
            long rest = t[i] - n[i];
            long next = less(t[i], n[i]) ? 1 : 0;
            if (borrow != 0 && rest == 0) {
                next = 1;
            }
            result[i] = rest - borrow;
            borrow = next;
        }
    }

    /** A sum. */
    void add(long[] a, long[] b, long[] result) {
        long carry = 0;
        for (int i = 0; i < words; i++) {
            long sum = a[i] + b[i];
            long over = carry(sum, b[i]);
            long all = sum + carry;
            carry = over + carry(all, carry);
            buffer[i] = all;
        }
        takeIfAbove(buffer, carry, result);
    }

    /** A difference. */
    void subtract(long[] a, long[] b, long[] result) {
        long borrow = 0;
        for (int i = 0; i < words; i++) {
            long rest = a[i] - b[i];
            long next = less(a[i], b[i]) ? 1 : 0;
            if (borrow != 0 && rest == 0) {
                next = 1;
            }
            result[i] = rest - borrow;
            borrow = next;
        }
        if (borrow == 0) {
            return;
        }
        long carry = 0;
        for (int i = 0; i < words; i++) {
            long sum = result[i] + n[i];
            long over = carry(sum, n[i]);
            result[i] = sum + carry;
            carry = over + carry(result[i], carry);
        }
    }
}
