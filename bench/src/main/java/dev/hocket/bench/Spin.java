package dev.hocket.bench;

/** Work of a known length that the compiler cannot leave out. */
final class Spin {
    private Spin() {}

    /** Steps of a linear congruential generator (Knuth's MMIX constants). */
    static long work(long seed, long steps) {
        long x = seed;
        for (long i = 0; i < steps; i++) {
            x = x * 6364136223846793005L + 1442695040888963407L;
        }
        return x;
    }

    /** How many steps take about so long here. */
    static long forNanos(long nanos) {
        long steps = 2_000_000;
        double best = Double.MAX_VALUE;
        long sink = 0;
        for (int i = 0; i < 20; i++) {
            long start = System.nanoTime();
            sink += work(i, steps);
            best = Math.min(best, (double) (System.nanoTime() - start));
        }
        if (sink == 42) {
            throw new AssertionError();
        }
        return Math.max(1, Math.round(nanos / (best / steps)));
    }
}
