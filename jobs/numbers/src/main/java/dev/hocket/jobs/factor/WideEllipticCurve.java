package dev.hocket.jobs.factor;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Lenstra's elliptic curve method for numbers of several words: the curves and the two stages that
 * {@link WordEllipticCurve} describes, with bounds that are given and a second stage of longer
 * steps.
 */
final class WideEllipticCurve {
    private static final int STEP = 2310;
    private static final int ROUNDS = 512;

    private final WideModulus modulus;
    private final int first;
    private final int second;

    /** A quarter of the curve's A + 2. */
    private final long[] a;

    private final long[] s;
    private final long[] t;
    private final long[] u;
    private final long[] v;

    /**
     * Curves for a number.
     *
     * @param n the number, odd
     * @param first the first stage's bound
     * @param second the second stage's bound
     */
    WideEllipticCurve(BigInteger n, int first, int second) {
        this.modulus = new WideModulus(n);
        this.first = first;
        this.second = second;
        this.a = new long[modulus.words];
        this.s = new long[modulus.words];
        this.t = new long[modulus.words];
        this.u = new long[modulus.words];
        this.v = new long[modulus.words];
    }

    /** A point, as the ratio of two numbers. */
    private final class Point {
        final long[] x = new long[modulus.words];
        final long[] z = new long[modulus.words];

        void set(Point other) {
            System.arraycopy(other.x, 0, x, 0, x.length);
            System.arraycopy(other.z, 0, z, 0, z.length);
        }

        /** Becomes twice a point. */
        void twice(Point p) {
            modulus.add(p.x, p.z, s);
            modulus.subtract(p.x, p.z, t);
            modulus.multiply(s, s, s);
            modulus.multiply(t, t, t);
            modulus.subtract(s, t, u);
            modulus.multiply(s, t, x);
            modulus.multiply(a, u, s);
            modulus.add(s, t, s);
            modulus.multiply(s, u, z);
        }

        /** Becomes the sum of two points, the difference of which is known; may be any of them. */
        void sum(Point p, Point q, Point difference) {
            modulus.subtract(p.x, p.z, s);
            modulus.add(q.x, q.z, t);
            modulus.multiply(s, t, u);
            modulus.add(p.x, p.z, s);
            modulus.subtract(q.x, q.z, t);
            modulus.multiply(s, t, v);
            modulus.add(u, v, s);
            modulus.subtract(u, v, t);
            modulus.multiply(s, s, s);
            modulus.multiply(t, t, t);
            modulus.multiply(s, difference.z, s);
            modulus.multiply(t, difference.x, z);
            System.arraycopy(s, 0, x, 0, s.length);
        }
    }

    /** A divisor found by the curve of this parameter, 6 or more; 1 or the number if none. */
    BigInteger divisor(long parameter) throws InterruptedException {
        Point point = new Point();
        BigInteger divisor = begin(parameter, point);
        if (!divisor.equals(BigInteger.ONE)) {
            return divisor;
        }
        PrimeSieve.Found primes = PrimeSieve.upTo(second + 1);
        firstStage(point, primes);
        divisor = modulus.gcd(point.z);
        return divisor.equals(BigInteger.ONE) ? secondStage(point, primes) : divisor;
    }

    private BigInteger begin(long parameter, Point point) {
        BigInteger n = modulus.value;
        BigInteger sigma = BigInteger.valueOf(parameter);
        BigInteger p = sigma.multiply(sigma).subtract(BigInteger.valueOf(5)).mod(n);
        BigInteger q = sigma.shiftLeft(2).mod(n);
        BigInteger p3 = p.modPow(BigInteger.valueOf(3), n);
        BigInteger q3 = q.modPow(BigInteger.valueOf(3), n);
        BigInteger below = p3.multiply(q).shiftLeft(4).mod(n);
        BigInteger divisor = below.gcd(n);
        if (!divisor.equals(BigInteger.ONE)) {
            return divisor;
        }
        BigInteger above =
                q.subtract(p)
                        .modPow(BigInteger.valueOf(3), n)
                        .multiply(p.multiply(BigInteger.valueOf(3)).add(q));
        BigInteger quarter = above.multiply(below.modInverse(n)).mod(n);
        System.arraycopy(modulus.of(quarter), 0, a, 0, a.length);
        System.arraycopy(modulus.of(p3), 0, point.x, 0, a.length);
        System.arraycopy(modulus.of(q3), 0, point.z, 0, a.length);
        return BigInteger.ONE;
    }

    private void firstStage(Point point, PrimeSieve.Found primes) throws InterruptedException {
        Point low = new Point();
        Point high = new Point();
        for (long power = 2; power <= first; power *= 2) {
            low.twice(point);
            point.set(low);
        }
        long multiplier = 1;
        int count = primes.below(first + 1);
        for (int i = 0; i < count; i++) {
            long power = primes.prime(i);
            while (power * primes.prime(i) <= first) {
                power *= primes.prime(i);
            }
            if (multiplier > Long.MAX_VALUE / power) {
                multiply(point, multiplier, low, high);
                multiplier = 1;
            }
            multiplier *= power;
            if (i % ROUNDS == 0) {
                check();
            }
        }
        multiply(point, multiplier, low, high);
    }

    private static void check() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    /** Montgomery's ladder. */
    private void multiply(Point point, long multiplier, Point low, Point high) {
        if (multiplier == 1) {
            return;
        }
        low.set(point);
        high.twice(point);
        for (int bit = 62 - Long.numberOfLeadingZeros(multiplier); bit >= 0; bit--) {
            if (((multiplier >>> bit) & 1) != 0) {
                low.sum(high, low, point);
                high.twice(high);
            } else {
                high.sum(high, low, point);
                low.twice(low);
            }
        }
        point.set(low);
    }

    private BigInteger secondStage(Point point, PrimeSieve.Found primes)
            throws InterruptedException {
        Small small = new Small(point);
        Point step = new Point();
        multiplied(point, STEP, step);
        int from = Math.max(1, (first + STEP / 2) / STEP);
        Point here = new Point();
        Point before = new Point();
        multiplied(step, from, here);
        multiplied(step, from - 1, before);
        long[] product = modulus.one.clone();
        int at = primes.below(from * STEP - STEP / 2);
        Point next = new Point();
        for (int i = from; ; i++) {
            at = compare(small, here, i * STEP, primes, at, product);
            if (at == primes.count() || primes.prime(at) > second) {
                return modulus.gcd(product);
            }
            if (i == 1) {
                next.twice(here);
            } else {
                next.sum(here, step, before);
            }
            before.set(here);
            here.set(next);
            check();
        }
    }

    private void multiplied(Point point, int factor, Point result) {
        result.set(point);
        if (factor > 1) {
            multiply(result, factor, new Point(), new Point());
        }
    }

    /** Multiplies the differences for the primes about {@code middle}; where the others begin. */
    private int compare(
            Small small,
            Point here,
            int middle,
            PrimeSieve.Found primes,
            int from,
            long[] product) {
        modulus.multiply(here.x, here.z, v);
        long mark = 1L + middle;
        int at = from;
        for (; at < primes.count() && primes.prime(at) < middle + STEP / 2; at++) {
            int distance = Math.abs(primes.prime(at) - middle);
            int index = small.index[distance];
            if (index >= 0 && small.used[index] != mark) { // not the prime on the other side
                small.used[index] = mark;
                Point near = small.points.get(index);
                modulus.subtract(here.x, near.x, s);
                modulus.add(here.z, near.z, t);
                modulus.multiply(s, t, s);
                modulus.subtract(s, v, s);
                modulus.add(s, small.products.get(index), s);
                modulus.multiply(product, s, product);
            }
        }
        return at;
    }

    /** The multiples of a point by the numbers below half a step that have no factor in common. */
    private final class Small {
        /** Where the multiple by a number is; -1 if it is not here. */
        final int[] index = new int[STEP / 2 + 1];

        final List<Point> points = new ArrayList<>();
        final List<long[]> products = new ArrayList<>();
        final long[] used;

        Small(Point point) {
            Arrays.fill(index, -1);
            Point two = new Point();
            two.twice(point);
            Point below = new Point();
            Point odd = new Point();
            Point next = new Point();
            odd.set(point);
            below.set(point); // 1 = 2 - 1: the difference of the first sum
            for (int i = 1; i < STEP / 2; i += 2) {
                if (BigInteger.valueOf(i).gcd(BigInteger.valueOf(STEP)).equals(BigInteger.ONE)) {
                    index[i] = points.size();
                    keep(odd);
                }
                next.sum(odd, two, below);
                below.set(odd);
                odd.set(next);
            }
            this.used = new long[points.size()];
        }

        private void keep(Point point) {
            Point kept = new Point();
            kept.set(point);
            long[] product = new long[modulus.words];
            modulus.multiply(point.x, point.z, product);
            points.add(kept);
            products.add(product);
        }
    }
}
