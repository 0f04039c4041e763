package dev.hocket.jobs.factor;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * A number and its prime factors in ascending order, with repetitions; 0 and 1 have none. The
 * product of the factors is the number, and each passes {@link Primes#isPrime(BigInteger)}.
 *
 * @param number the number
 * @param primes its prime factors
 */
public record Factors(BigInteger number, List<BigInteger> primes) {
    /** The sides of this record. */
    public Factors {
        primes = List.copyOf(primes);
    }

    /**
     * Finds all factors of a number with at most 60 digits, and factors of up to 30 digits of a
     * larger one.
     *
     * @throws IllegalArgumentException if the number is negative
     * @throws HardNumberException if two or more factors are too large to be found
     * @throws InterruptedException if the thread is interrupted
     */
    public static Factors of(BigInteger number) throws InterruptedException {
        return of(number, FactorTask.DEFAULT_DIGITS);
    }

    /** The same for a number that is not negative. */
    public static Factors of(long number) throws InterruptedException {
        return of(BigInteger.valueOf(number));
    }

    /**
     * Finds the factors of a number.
     *
     * @param number the number
     * @param digits how many digits the factors have that are looked for, {@link
     *     FactorTask#LEAST_DIGITS} to {@link FactorTask#MOST_DIGITS}; the last one may have more,
     *     and all of a number below 2^63
     * @throws IllegalArgumentException if the number is negative, or the digits are out of range
     * @throws HardNumberException if two or more factors are too large to be found
     * @throws InterruptedException if the thread is interrupted
     */
    public static Factors of(BigInteger number, int digits) throws InterruptedException {
        if (number.signum() < 0) {
            throw new IllegalArgumentException(
                    number + " is negative; only numbers of at least 0 have factors");
        }
        CurveEffort.check(digits);
        List<BigInteger> primes = new ArrayList<>();
        if (number.signum() > 0) {
            if (number.bitLength() < Long.SIZE) {
                for (long prime : WordFactoring.factors(number.longValue())) {
                    primes.add(BigInteger.valueOf(prime));
                }
            } else {
                new WideFactoring(number, digits, primes).run();
            }
            primes.sort(null);
        }
        return new Factors(number, primes);
    }

    /** As {@code factor} prints it: {@code 12: 2 2 3}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder().append(number).append(':');
        primes.forEach(prime -> text.append(' ').append(prime));
        return text.toString();
    }
}
