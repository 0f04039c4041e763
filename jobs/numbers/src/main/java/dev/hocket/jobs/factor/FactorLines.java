package dev.hocket.jobs.factor;

import java.math.BigInteger;
import java.util.Arrays;

/** Numbers with their factors, as GNU {@code factor} prints them. */
final class FactorLines implements RangeSieve.Output {
    private final boolean exponents;
    private final StringBuilder text = new StringBuilder();
    private long last;
    private int times;

    FactorLines(boolean exponents) {
        this.exponents = exponents;
    }

    /** Adds a number with its factors, which this sorts. */
    void add(long number, long[] factors) {
        Arrays.sort(factors);
        begin().append(number).append(':');
        for (long factor : factors) {
            factor(factor);
        }
        end();
    }

    void add(Factors factors) {
        begin().append(factors.number()).append(':');
        BigInteger before = BigInteger.ZERO;
        for (BigInteger prime : factors.primes()) {
            if (exponents && prime.equals(before)) {
                times++;
                continue;
            }
            end();
            text.append(' ').append(prime);
            before = prime;
            times = 1;
        }
        end();
    }

    @Override
    public void line(long number, RangeSieve factors, int index, long[] large) {
        begin().append(number).append(':');
        for (int place = factors.first(index); place != 0; place = factors.next(place)) {
            factor(factors.prime(place));
        }
        for (long factor : large) {
            factor(factor);
        }
        end();
    }

    private StringBuilder begin() {
        if (!text.isEmpty()) {
            text.append('\n');
        }
        last = 0;
        times = 1;
        return text;
    }

    private void factor(long factor) {
        if (exponents && factor == last) {
            times++;
            return;
        }
        end();
        text.append(' ').append(factor);
        last = factor;
    }

    /** Writes the exponent of the factor before. */
    private void end() {
        if (times > 1) {
            text.append('^').append(times);
            times = 1;
        }
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
