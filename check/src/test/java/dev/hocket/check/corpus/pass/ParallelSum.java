package dev.hocket.check.corpus.pass;

import java.util.stream.IntStream;

/** The stream adds up itself. */
public final class ParallelSum {
    public static void test() {
        int end = IntStream.range(0, 8).parallel().sum();
        if (end != 28) {
            throw new AssertionError("sum is " + end + ", not 28");
        }
    }

    private ParallelSum() {}
}
