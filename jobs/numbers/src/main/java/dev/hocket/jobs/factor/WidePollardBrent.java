package dev.hocket.jobs.factor;

import java.math.BigInteger;

/** Pollard and Brent's method, as in {@link PollardBrent}, for numbers of several words. */
final class WidePollardBrent {
    private static final int TOGETHER = 64;

    private final WideModulus modulus;
    private final long[] c;
    private final long[] x;
    private final long[] y;
    private final long[] saved;
    private final long[] product;
    private final long[] difference;

    WidePollardBrent(BigInteger n, int parameter) {
        this.modulus = new WideModulus(n);
        this.c = modulus.of(BigInteger.valueOf(parameter).mod(n));
        this.x = new long[modulus.words];
        this.y = modulus.of(BigInteger.TWO);
        this.saved = new long[modulus.words];
        this.product = modulus.one.clone();
        this.difference = new long[modulus.words];
    }

    /** A divisor that shows within this many steps, neither 1 nor the number, or 1. */
    BigInteger divisor(int steps) throws InterruptedException {
        BigInteger divisor = BigInteger.ONE;
        int left = steps;
        for (int distance = 1; left > 0 && divisor.equals(BigInteger.ONE); distance <<= 1) {
            copy(y, x);
            for (int i = 0; i < distance; i++) {
                next();
            }
            for (int k = 0; k < distance && divisor.equals(BigInteger.ONE); k += TOGETHER) {
                copy(y, saved);
                for (int i = Math.min(TOGETHER, distance - k); i > 0; i--) {
                    next();
                    modulus.subtract(x, y, difference);
                    modulus.multiply(product, difference, product);
                }
                divisor = modulus.gcd(product);
            }
            left -= 2 * distance;
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
        if (divisor.equals(modulus.value)) {
            divisor = walk();
        }
        return divisor.equals(modulus.value) ? BigInteger.ONE : divisor;
    }

    private BigInteger walk() {
        copy(saved, y);
        BigInteger divisor = BigInteger.ONE;
        while (divisor.equals(BigInteger.ONE)) {
            next();
            modulus.subtract(x, y, difference);
            divisor = modulus.gcd(difference);
        }
        return divisor;
    }

    private void next() {
        modulus.multiply(y, y, y);
        modulus.add(y, c, y);
    }

    private static void copy(long[] from, long[] to) {
        System.arraycopy(from, 0, to, 0, from.length);
    }
}
