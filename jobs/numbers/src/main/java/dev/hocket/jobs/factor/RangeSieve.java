package dev.hocket.jobs.factor;

import java.util.Arrays;

/**
 * The prime factors of all numbers of a short range at once: each prime up to the root of the last
 * one goes from multiple to multiple, and what is left of a number then is prime. Where the root is
 * large and the range short, the primes end sooner, and what is left is split one by one.
 */
final class RangeSieve {
    /** A prime is worth its division if the range is not much shorter than it. */
    private static final int WORTH = 2048;

    private static final int SMALL = 1 << 12;

    private final long from;
    private final int count;
    private final long[] rest;
    private final int[] first;
    private final int[] last;
    private int[] next;
    private int[] primes;
    private int used = 1;

    /** A range that starts at 1 or above and ends below 2^63. */
    RangeSieve(long from, int count) {
        this.from = from;
        this.count = count;
        this.rest = new long[count];
        this.first = new int[count];
        this.last = new int[count];
        this.next = new int[4 * count + 1];
        this.primes = new int[4 * count + 1];
    }

    /** Takes the factors of number after number. */
    interface Output {
        /** The factors so far are in their order; the last one, if above 1, is the greatest. */
        void line(long number, RangeSieve factors, int index, long[] large);
    }

    /** Finds all factors and tells them in order. */
    void run(Output lines) throws InterruptedException {
        Arrays.setAll(rest, i -> from + i);
        long root = WordArithmetic.root(from + count - 1) + 1;
        int bound = (int) Math.min(Math.min(root, (long) WORTH * count), PrimeSieve.MOST - 1) + 1;
        sieve(bound);
        long prime = (long) bound * bound;
        for (int i = 0; i < count; i++) {
            long left = rest[i];
            long[] large = left == 1 ? new long[0] : new long[] {left};
            if (left >= prime) {
                large = WordFactoring.largeFactors(left);
                Arrays.sort(large);
            }
            lines.line(from + i, this, i, large);
        }
    }

    private void sieve(int bound) throws InterruptedException {
        strike(2, (int) (from & 1));
        PrimeSieve.Found found = PrimeSieve.upTo(bound);
        int size = found.below(bound);
        int i = 0;
        for (; i < size && found.prime(i) < SMALL; i++) {
            int over = (int) (from % found.prime(i));
            strike(found.prime(i), over == 0 ? 0 : found.prime(i) - over);
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        double start = (double) from;
        for (; i < size; i++) {
            int prime = found.prime(i);
            long quotient = (long) (start / prime); // off by one at most
            long over = from - quotient * prime;
            long index = over > 0 ? prime - over : -over;
            if (index < count) {
                strike(prime, (int) index);
            }
        }
    }

    private void strike(int prime, int start) {
        for (int i = start; i < count; i += prime) {
            long left = rest[i];
            long quotient = left / prime;
            while (quotient * prime == left) {
                add(i, prime);
                left = quotient;
                quotient = left / prime;
            }
            rest[i] = left;
        }
    }

    private void add(int index, int prime) {
        if (used == primes.length) {
            primes = Arrays.copyOf(primes, 2 * used);
            next = Arrays.copyOf(next, 2 * used);
        }
        primes[used] = prime;
        if (last[index] == 0) {
            first[index] = used;
        } else {
            next[last[index]] = used;
        }
        last[index] = used++;
    }

    /** Where a number's first factor is; 0 if it has none. */
    int first(int index) {
        return first[index];
    }

    /** Where the next factor is; 0 if there is none. */
    int next(int place) {
        return next[place];
    }

    int prime(int place) {
        return primes[place];
    }
}
