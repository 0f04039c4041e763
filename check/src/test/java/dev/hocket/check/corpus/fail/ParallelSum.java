package dev.hocket.check.corpus.fail;

import static dev.hocket.check.FindingKind.DATA_RACE;
import static dev.hocket.check.FindingKind.FAILURE;

import dev.hocket.check.corpus.Bug;
import java.util.stream.IntStream;

/** A parallel stream adds up into a captured array. */
@Bug(
        kinds = {DATA_RACE, FAILURE},
        switches = 1)
public final class ParallelSum {
    public static void test() {
        int[] sum = new int[1];
        IntStream.range(0, 8).parallel().forEach(i -> sum[0] += i);
        int end = sum[0];
        if (end != 28) {
            throw new AssertionError("sum is " + end + ", not 28");
        }
    }

    private ParallelSum() {}
}
