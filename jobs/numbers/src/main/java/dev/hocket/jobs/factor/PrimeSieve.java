package dev.hocket.jobs.factor;

import java.util.Arrays;

/**
 * The odd primes below a bound, found by Eratosthenes' sieve in pieces that fit a cache. Grows on
 * demand and keeps what it has found, up to {@value #MOST}. Safe for use by several threads.
 */
final class PrimeSieve {
    /** Above this there are no primes here. */
    static final int MOST = 1 << 25;

    private static final int PIECE = 1 << 17;
    private static final PrimeSieve SHARED = new PrimeSieve();

    private int[] primes = {};
    private int count;
    private int end = 3;

    private PrimeSieve() {}

    /**
     * Odd primes in their order, all those below {@code bound} among them.
     *
     * @param bound at most {@value #MOST}
     */
    static Found upTo(int bound) {
        return SHARED.grownTo(bound);
    }

    /** The first odd primes, so many. */
    static final class Found {
        private final int[] primes;
        private final int count;

        Found(int[] primes, int count) {
            this.primes = primes;
            this.count = count;
        }

        int count() {
            return count;
        }

        int prime(int index) {
            return primes[index];
        }

        /** How many are below a number. */
        int below(int number) {
            int at = Arrays.binarySearch(primes, 0, count, number);
            return at < 0 ? -at - 1 : at;
        }
    }

    private synchronized Found grownTo(int bound) {
        while (end < bound) {
            int next = (int) Math.min(Math.max((long) bound, 2L * end), MOST);
            int most = (int) (1.26 * next / Math.log(next)) + 16;
            primes = Arrays.copyOf(primes, Math.max(most, primes.length));
            sieve(next);
        }
        return new Found(primes, count);
    }

    private void sieve(int bound) {
        int root = (int) Math.sqrt(bound) + 1;
        int[] small = small(root);
        int[] at = new int[small.length];
        Arrays.fill(at, -1);
        boolean[] composite = new boolean[PIECE / 2];
        for (int from = end; from < bound; ) {
            int to = (int) Math.min((long) from + PIECE, bound | 1);
            strike(composite, from, to, small, at);
            for (int number = from; number < to; number += 2) {
                if (!composite[(number - from) >> 1]) {
                    primes[count++] = number;
                }
            }
            from = to | 1;
        }
        end = bound | 1;
    }

    /** Marks the multiples among the odd numbers from {@code from} up to {@code to}. */
    private static void strike(boolean[] composite, int from, int to, int[] small, int[] at) {
        Arrays.fill(composite, false);
        int length = (to - from + 1) >> 1;
        for (int i = 0; i < small.length; i++) {
            int prime = small[i];
            if ((long) prime * prime >= to) {
                break;
            }
            int index = at[i] < 0 ? first(prime, from) : at[i];
            for (; index < length; index += prime) {
                composite[index] = true;
            }
            at[i] = index - length;
        }
    }

    /** The index of the first odd multiple from the square on. */
    private static int first(int prime, int from) {
        long multiple = Math.max((long) prime * prime, (from + prime - 1L) / prime * prime);
        if ((multiple & 1) == 0) {
            multiple += prime;
        }
        return (int) ((multiple - from) >> 1);
    }

    private static int[] small(int bound) {
        boolean[] composite = new boolean[bound + 1];
        int[] primes = new int[bound / 2 + 1];
        int count = 0;
        for (int number = 3; number <= bound; number += 2) {
            if (!composite[number]) {
                primes[count++] = number;
                for (long multiple = (long) number * number;
                        multiple <= bound;
                        multiple += number) {
                    composite[(int) multiple] = true;
                }
            }
        }
        return Arrays.copyOf(primes, count);
    }
}
