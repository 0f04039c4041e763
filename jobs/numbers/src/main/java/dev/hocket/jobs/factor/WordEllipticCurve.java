package dev.hocket.jobs.factor;

import java.math.BigInteger;
import java.util.stream.IntStream;

/**
 * Lenstra's elliptic curve method for numbers below 2^63 (H. Lenstra, <i>Factoring Integers with
 * Elliptic Curves</i>, 1987), on curves in Montgomery's form with Suyama's parameter, whose order
 * is a multiple of 12 (P. Montgomery, <i>Speeding the Pollard and Elliptic Curve Methods</i>,
 * 1987). A factor p is found when the order of the curve modulo p has only small prime factors, and
 * at most one that is larger.
 *
 * <p>A point is (X : Z), its Y being of no use here. The first stage multiplies the start by the
 * least common multiple of all numbers up to a bound, along Montgomery's ladder. The second finds
 * the order's last prime q: q is a multiple of {@value #STEP} plus or minus one of eight small
 * numbers, and where both have the same X / Z, their difference is 0 modulo p. All differences are
 * multiplied, and one greatest common divisor tells.
 *
 * <p>Every number is in Montgomery's form modulo n, and all that a ladder needs is in local
 * variables: the point of this class is that a step takes some nanoseconds.
 */
final class WordEllipticCurve {
    private static final int STEP = 60;
    private static final int[] SMALL = {1, 7, 11, 13, 17, 19, 23, 29};
    private static final long FIRST_PARAMETER = 6;

    /**
     * How far to go for numbers of some size: the stage that a factor of half as many bits asks.
     */
    private static final class Reach {
        private static final Reach LOW = new Reach(47, 25);
        private static final Reach MIDDLE = new Reach(85, 30);
        private static final Reach HIGH = new Reach(125, 42);

        /** The least common multiple of the numbers up to the bound, by its bits. */
        final long[] multiplier;

        final int bits;

        /** How many steps the second stage goes. */
        final int steps;

        Reach(int bound, int ratio) {
            BigInteger all =
                    IntStream.rangeClosed(2, bound)
                            .mapToObj(BigInteger::valueOf)
                            .reduce(BigInteger.ONE, Reach::common);
            this.bits = all.bitLength();
            this.multiplier = new long[(bits + 63) / 64];
            for (int i = 0; i < multiplier.length; i++) {
                multiplier[i] = all.shiftRight(64 * i).longValue();
            }
            this.steps = bound * ratio / STEP;
        }

        private static BigInteger common(BigInteger a, BigInteger b) {
            return a.multiply(b).divide(a.gcd(b));
        }

        static Reach of(long n) {
            int size = 64 - Long.numberOfLeadingZeros(n);
            return size <= 50 ? LOW : size <= 57 ? MIDDLE : HIGH;
        }
    }

    private final WordModulus modulus;
    private final long n;
    private final long inverse;
    private final Reach reach;

    /** A quarter of the curve's A + 2. */
    private long a;

    private long x;
    private long z;
    private final long[] smallX = new long[SMALL.length];
    private final long[] smallZ = new long[SMALL.length];
    private final long[] smallXz = new long[SMALL.length];

    WordEllipticCurve(long n) {
        this.modulus = new WordModulus(n);
        this.n = n;
        this.inverse = modulus.inverse;
        this.reach = Reach.of(n);
    }

    /** A divisor found by the curve of this number: 1 if it finds none. */
    long divisor(int curve) {
        long divisor = begin(FIRST_PARAMETER + curve);
        if (divisor != 1) {
            return divisor == n ? 1 : divisor;
        }
        ladder();
        divisor = WordArithmetic.gcd(n, z);
        if (divisor == 1) {
            divisor = WordArithmetic.gcd(n, secondStage());
        }
        return divisor == n ? 1 : divisor;
    }

    private long times(long p, long q) {
        return WordModulus.multiplySmall(p, q, n, inverse);
    }

    private long plus(long p, long q) {
        long rest = p + q - n;
        return rest + (n & (rest >> 63));
    }

    private long minus(long p, long q) {
        long rest = p - q;
        return rest + (n & (rest >> 63));
    }

    /** Sets curve and point: a divisor if one comes up, 1 otherwise. */
    private long begin(long parameter) {
        long sigma = modulus.of(parameter);
        long u = minus(times(sigma, sigma), modulus.of(5));
        long v = times(sigma, modulus.of(4));
        long u3 = times(times(u, u), u);
        long v3 = times(times(v, v), v);
        long d = times(times(modulus.of(16), u3), v);
        long both = modulus.value(times(d, v3));
        long inverted = WordArithmetic.inverse(both, n);
        if (inverted == 0) {
            return WordArithmetic.gcd(n, both);
        }
        long over = modulus.of(inverted); // 1 / (16 u³ v v³)
        long difference = minus(v, u);
        long cube = times(times(difference, difference), difference);
        a = times(times(cube, plus(plus(plus(u, u), u), v)), times(over, v3));
        x = times(u3, times(over, d));
        z = modulus.one;
        return 1;
    }

    /** Multiplies the point, whose Z is 1, by the multiplier. */
    private void ladder() {
        long baseX = x;
        long lowX = x;
        long lowZ = z;
        long sum = plus(x, z);
        long difference = minus(x, z);
        long square = times(sum, sum);
        long other = times(difference, difference);
        long quarter = minus(square, other);
        long highX = times(square, other);
        long highZ = times(quarter, plus(other, times(a, quarter)));
        for (int bit = reach.bits - 2; bit >= 0; bit--) {
            long sumLow = plus(lowX, lowZ);
            long differenceLow = minus(lowX, lowZ);
            long sumHigh = plus(highX, highZ);
            long differenceHigh = minus(highX, highZ);
            long one = times(differenceHigh, sumLow);
            long two = times(sumHigh, differenceLow);
            long all = plus(one, two);
            long apart = minus(one, two);
            long addedX = times(all, all);
            long addedZ = times(baseX, times(apart, apart));
            boolean set = ((reach.multiplier[bit >> 6] >>> bit) & 1) != 0;
            sum = set ? sumHigh : sumLow;
            difference = set ? differenceHigh : differenceLow;
            square = times(sum, sum);
            other = times(difference, difference);
            quarter = minus(square, other);
            long doubledX = times(square, other);
            long doubledZ = times(quarter, plus(other, times(a, quarter)));
            lowX = set ? addedX : doubledX;
            lowZ = set ? addedZ : doubledZ;
            highX = set ? doubledX : addedX;
            highZ = set ? doubledZ : addedZ;
        }
        x = lowX;
        z = lowZ;
    }

    /** A number that an unknown factor divides if the order's last prime is within reach. */
    private long secondStage() {
        Points points = new Points();
        points.small();
        long stepX = points.x;
        long stepZ = points.z;
        long beforeX = 0;
        long beforeZ = 0;
        long hereX = stepX;
        long hereZ = stepZ;
        long product = modulus.one;
        for (int i = 1; ; i++) {
            product = compare(hereX, hereZ, product);
            if (i == reach.steps) {
                return product;
            }
            if (i == 1) {
                points.twice(hereX, hereZ);
            } else {
                points.add(hereX, hereZ, stepX, stepZ, beforeX, beforeZ);
            }
            beforeX = hereX;
            beforeZ = hereZ;
            hereX = points.x;
            hereZ = points.z;
        }
    }

    private long compare(long hereX, long hereZ, long product) {
        long result = product;
        long here = times(hereX, hereZ);
        for (int j = 0; j < SMALL.length; j++) {
            long cross = times(minus(hereX, smallX[j]), plus(hereZ, smallZ[j]));
            result = times(result, minus(cross, minus(here, smallXz[j])));
        }
        return result;
    }

    /** The point that was computed last. */
    private final class Points {
        private long x;
        private long z;

        void twice(long pX, long pZ) {
            long sum = plus(pX, pZ);
            long difference = minus(pX, pZ);
            long square = times(sum, sum);
            long other = times(difference, difference);
            long quarter = minus(square, other);
            x = times(square, other);
            z = times(quarter, plus(other, times(a, quarter)));
        }

        /** Adds two points, the difference of which is known. */
        void add(long pX, long pZ, long qX, long qZ, long differenceX, long differenceZ) {
            long one = times(minus(pX, pZ), plus(qX, qZ));
            long two = times(plus(pX, pZ), minus(qX, qZ));
            long all = plus(one, two);
            long apart = minus(one, two);
            x = times(differenceZ, times(all, all));
            z = times(differenceX, times(apart, apart));
        }

        /** Fills in the small multiples; what stands here then is the multiple by the step. */
        void small() {
            long[] multiplesX = new long[STEP + 1];
            long[] multiplesZ = new long[STEP + 1];
            multiplesX[1] = WordEllipticCurve.this.x;
            multiplesZ[1] = WordEllipticCurve.this.z;
            for (int[] sum : SUMS) {
                int p = sum[0];
                int q = sum[1];
                if (p == q) {
                    twice(multiplesX[p], multiplesZ[p]);
                } else {
                    int d = p - q;
                    add(
                            multiplesX[p],
                            multiplesZ[p],
                            multiplesX[q],
                            multiplesZ[q],
                            multiplesX[d],
                            multiplesZ[d]);
                }
                multiplesX[p + q] = x;
                multiplesZ[p + q] = z;
            }
            for (int j = 0; j < SMALL.length; j++) {
                smallX[j] = multiplesX[SMALL[j]];
                smallZ[j] = multiplesZ[SMALL[j]];
                smallXz[j] = times(smallX[j], smallZ[j]);
            }
        }
    }

    /** Additions that lead from the point to its small multiples and to that by the step. */
    private static final int[][] SUMS = {
        {1, 1}, {2, 1}, {2, 2}, {3, 2}, {3, 3}, {6, 1}, {6, 5}, {7, 6}, {11, 6}, {13, 6}, {17, 6},
        {23, 6}, {17, 13}, {30, 30}
    };
}
