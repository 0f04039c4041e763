package dev.hocket.jobs.factor;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.BitSet;

/**
 * The primes below {@value #END}, each with what tests divisibility by it without a division: the
 * product with the inverse modulo 2^64 is small for multiples alone (T. Granlund, P. Montgomery,
 * <i>Division by Invariant Integers using Multiplication</i>, 1994).
 */
final class SmallPrimes {
    static final int END = 1 << 12;
    static final int LAST = END - 1;
    private static final int FEW = 15;

    /** 3 times 5 times ... times 47. */
    private static final BigInteger FEW_MULTIPLIED = BigInteger.valueOf(307_444_891_294_245_705L);

    private static final BitSet SET = sieve();

    /** The primes, in their order. */
    static final int[] ALL = SET.stream().toArray();

    /** Their inverses modulo 2^64; of 2 there is none. */
    private static final long[] INVERSES =
            Arrays.stream(ALL).mapToLong(WordModulus::inverse).toArray();

    /** The greatest product of a multiple with the inverse. */
    private static final long[] BOUNDS =
            Arrays.stream(ALL).mapToLong(p -> Long.divideUnsigned(-1L, p)).toArray();

    private SmallPrimes() {}

    private static BitSet sieve() {
        BitSet primes = new BitSet(END);
        primes.set(2, END);
        for (int p = 2; p * p < END; p = primes.nextSetBit(p + 1)) {
            for (int multiple = p * p; multiple < END; multiple += p) {
                primes.clear(multiple);
            }
        }
        return primes;
    }

    static boolean contains(int number) {
        return SET.get(number);
    }

    /** Divides by the prime at {@code index}, not 2, or gives 0 where a rest stays. */
    static long quotient(long n, int index) {
        long quotient = n * INVERSES[index];
        return Long.compareUnsigned(quotient, BOUNDS[index]) <= 0 ? quotient : 0;
    }

    /** The first of a few small odd primes that divides a greater {@code n}, or 0. */
    static int dividesByFew(long n) {
        for (int i = 1; i < FEW; i++) {
            if (quotient(n, i) != 0) {
                return ALL[i];
            }
        }
        return 0;
    }

    /** The same for any odd {@code n}. */
    static int dividesByFew(BigInteger n) {
        long rest = n.mod(FEW_MULTIPLIED).longValue();
        return rest == 0 ? 3 : dividesByFew(rest);
    }
}
