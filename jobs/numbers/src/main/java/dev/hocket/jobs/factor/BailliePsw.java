package dev.hocket.jobs.factor;

import java.math.BigInteger;

/**
 * The test of Baillie and PSW for numbers of more than 64 bits: a strong test to base 2, then a
 * strong Lucas test with Selfridge's parameters (his method A: the first D of 5, -7, 9, -11, ...
 * whose Jacobi symbol is -1; P = 1, Q = (1 - D) / 4).
 */
final class BailliePsw {
    private static final int SQUARE_CHECK = 20;

    private BailliePsw() {}

    /** Whether the odd number {@code n} passes both. */
    static boolean isProbablePrime(BigInteger n) {
        return SmallPrimes.dividesByFew(n) == 0 && isStrongToTwo(n) && isStrongLucas(n);
    }

    static boolean isStrongToTwo(BigInteger n) {
        BigInteger minusOne = n.subtract(BigInteger.ONE);
        int twos = minusOne.getLowestSetBit();
        BigInteger power = BigInteger.TWO.modPow(minusOne.shiftRight(twos), n);
        if (power.equals(BigInteger.ONE) || power.equals(minusOne)) {
            return true;
        }
        for (int i = 1; i < twos; i++) {
            power = power.multiply(power).mod(n);
            if (power.equals(minusOne)) {
                return true;
            }
        }
        return false;
    }

    static boolean isStrongLucas(BigInteger n) {
        long d = parameter(n);
        if (d == 0) {
            return false;
        }
        BigInteger plusOne = n.add(BigInteger.ONE);
        int twos = plusOne.getLowestSetBit();
        Pair pair = new Pair(n, d);
        BigInteger exponent = plusOne.shiftRight(twos);
        for (int bit = exponent.bitLength() - 2; bit >= 0; bit--) {
            pair.twice();
            if (exponent.testBit(bit)) {
                pair.plusOne();
            }
        }
        if (pair.u.signum() == 0 || pair.v.signum() == 0) {
            return true;
        }
        for (int i = 1; i < twos; i++) {
            pair.twice();
            if (pair.v.signum() == 0) {
                return true;
            }
        }
        return false;
    }

    /** Selfridge's D, or 0 where the search shows that {@code n} is composite. */
    private static long parameter(BigInteger n) {
        for (long size = 5, tried = 0; ; size += 2, tried++) {
            if (tried == SQUARE_CHECK && isSquare(n)) { // of a square none is ever -1
                return 0;
            }
            long d = tried % 2 == 0 ? size : -size;
            int symbol = jacobi(d, n);
            if (symbol == -1) {
                return d;
            }
            if (symbol == 0 && !n.equals(BigInteger.valueOf(size))) {
                return 0;
            }
        }
    }

    private static boolean isSquare(BigInteger n) {
        return n.sqrtAndRemainder()[1].signum() == 0;
    }

    /** The Jacobi symbol of a small odd {@code d} over the odd number {@code n}. */
    static int jacobi(long d, BigInteger n) {
        int sign = 1;
        if (d < 0 && n.testBit(1)) {
            sign = -sign;
        }
        long below = Math.abs(d);
        if ((below & 3) == 3 && n.testBit(1)) {
            sign = -sign;
        }
        long above = n.mod(BigInteger.valueOf(below)).longValue();
        while (above != 0) {
            int twos = Long.numberOfTrailingZeros(above);
            above >>>= twos;
            long eighth = below & 7;
            if ((twos & 1) != 0 && (eighth == 3 || eighth == 5)) {
                sign = -sign;
            }
            if ((above & 3) == 3 && (below & 3) == 3) {
                sign = -sign;
            }
            long next = below % above;
            below = above;
            above = next;
        }
        return below == 1 ? sign : 0;
    }

    /** U and V of a Lucas sequence with P = 1 at some index, and Q to the power of that index. */
    private static final class Pair {
        private final BigInteger n;
        private final BigInteger d;
        private final BigInteger q;
        private BigInteger u = BigInteger.ONE;
        private BigInteger v = BigInteger.ONE;
        private BigInteger power;

        Pair(BigInteger n, long d) {
            this.n = n;
            this.d = BigInteger.valueOf(d);
            this.q = BigInteger.valueOf((1 - d) / 4);
            this.power = q.mod(n);
        }

        void twice() {
            u = u.multiply(v).mod(n);
            v = v.multiply(v).subtract(power.shiftLeft(1)).mod(n);
            power = power.multiply(power).mod(n);
        }

        void plusOne() {
            BigInteger next = half(u.add(v));
            v = half(d.multiply(u).add(v));
            u = next;
            power = power.multiply(q).mod(n);
        }

        private BigInteger half(BigInteger number) {
            BigInteger even = number.testBit(0) ? number.add(n) : number;
            return even.shiftRight(1).mod(n);
        }
    }
}
