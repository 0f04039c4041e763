package dev.hocket.jobs.factor;

import java.math.BigInteger;
import java.util.List;

/**
 * Splits numbers of any size: small primes by division, powers by roots, then Pollard and Brent's
 * method for a moment, and elliptic curves of more and more effort. What has shrunk below 2^63 is
 * left to {@link WordFactoring}.
 */
final class WideFactoring {
    private static final int RHO_STEPS = 1 << 12;
    private static final int FIRST_PARAMETER = 6;

    private final BigInteger number;
    private final int digits;
    private final List<BigInteger> found;

    WideFactoring(BigInteger number, int digits, List<BigInteger> found) {
        this.number = number;
        this.digits = digits;
        this.found = found;
    }

    /** Adds the prime factors to the list. */
    void run() throws InterruptedException {
        BigInteger rest = number;
        for (int prime : SmallPrimes.ALL) {
            BigInteger divisor = BigInteger.valueOf(prime);
            while (rest.mod(divisor).signum() == 0) {
                found.add(divisor);
                rest = rest.divide(divisor);
            }
        }
        split(rest, 1);
    }

    /** Adds the factors of {@code n}, each this many times. */
    private void split(BigInteger n, int times) throws InterruptedException {
        if (n.bitLength() < Long.SIZE) {
            for (long prime : WordFactoring.largeFactors(n.longValueExact())) {
                add(BigInteger.valueOf(prime), times);
            }
            return;
        }
        if (Primes.isPrime(n)) {
            add(n, times);
            return;
        }
        for (int exponent = 2; exponent <= n.bitLength() / 12; exponent++) {
            BigInteger root = root(n, exponent);
            if (root.pow(exponent).equals(n)) {
                split(root, times * exponent);
                return;
            }
        }
        BigInteger divisor = divisor(n);
        split(divisor, times);
        split(n.divide(divisor), times);
    }

    private void add(BigInteger prime, int times) {
        for (int i = 0; i < times; i++) {
            found.add(prime);
        }
    }

    /** The greatest number whose power is not above {@code n}: Newton's method from above. */
    private static BigInteger root(BigInteger n, int exponent) {
        BigInteger root = BigInteger.ONE.shiftLeft(n.bitLength() / exponent + 1);
        while (true) {
            BigInteger next =
                    root.multiply(BigInteger.valueOf(exponent - 1L))
                            .add(n.divide(root.pow(exponent - 1)))
                            .divide(BigInteger.valueOf(exponent));
            if (next.compareTo(root) >= 0) {
                return root;
            }
            root = next;
        }
    }

    /** A divisor of a composite number, neither 1 nor itself. */
    private BigInteger divisor(BigInteger n) throws InterruptedException {
        BigInteger divisor = new WidePollardBrent(n, 1).divisor(RHO_STEPS);
        int parameter = FIRST_PARAMETER;
        for (CurveEffort effort : CurveEffort.upTo(digits)) {
            WideEllipticCurve curves = new WideEllipticCurve(n, effort.first(), effort.second());
            for (int i = 0; i < effort.curves(); i++) {
                if (!divisor.equals(BigInteger.ONE) && !divisor.equals(n)) {
                    return divisor;
                }
                divisor = curves.divisor(parameter++);
            }
        }
        return isWithin(n) ? untilFound(n, parameter) : refuse(n, divisor);
    }

    /** Whether the smaller factor cannot have more digits than are looked for. */
    private boolean isWithin(BigInteger n) {
        return n.compareTo(BigInteger.TEN.pow(2 * digits)) < 0;
    }

    private BigInteger untilFound(BigInteger n, int from) throws InterruptedException {
        CurveEffort effort = CurveEffort.last(digits);
        WideEllipticCurve curves = new WideEllipticCurve(n, effort.first(), effort.second());
        for (int parameter = from; ; parameter++) {
            BigInteger divisor = curves.divisor(parameter);
            if (!divisor.equals(BigInteger.ONE) && !divisor.equals(n)) {
                return divisor;
            }
        }
    }

    private BigInteger refuse(BigInteger n, BigInteger last) {
        if (!last.equals(BigInteger.ONE) && !last.equals(n)) {
            return last;
        }
        throw new HardNumberException(number, n, found, digits);
    }
}
