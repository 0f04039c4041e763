package dev.hocket.jobs.reduce.aggregate;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * Arithmetic on a few thousand doubles, which fit the nearest cache. Each function adds in one
 * order, whatever the machine: eight sums side by side, element i going to sum i mod 8, then the
 * sums in pairs. So its result is the same everywhere, and still as fast as memory.
 */
public final class BlockArithmetic {
    /** How many values a block has at most. */
    public static final int SIZE = 4096;

    private static final int LANES = 8;

    private static final ValueLayout.OfDouble DOUBLE =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private BlockArithmetic() {}

    /** The sum of some values. */
    public static double sum(double[] v, int from, int to) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        double s4 = 0;
        double s5 = 0;
        double s6 = 0;
        double s7 = 0;
        int i = from;
        for (; i <= to - LANES; i += LANES) {
            s0 += v[i];
            s1 += v[i + 1];
            s2 += v[i + 2];
            s3 += v[i + 3];
            s4 += v[i + 4];
            s5 += v[i + 5];
            s6 += v[i + 6];
            s7 += v[i + 7];
        }
        double rest = 0;
        for (; i < to; i++) {
            rest += v[i];
        }
        return (((s0 + s4) + (s1 + s5)) + ((s2 + s6) + (s3 + s7))) + rest;
    }

    /** The same of doubles of lowest byte first, which begin at a byte. */
    public static double sum(MemorySegment v, long offset, int count) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        double s4 = 0;
        double s5 = 0;
        double s6 = 0;
        double s7 = 0;
        int i = 0;
        for (; i <= count - LANES; i += LANES) {
            long at = offset + 8L * i;
            s0 += v.get(DOUBLE, at);
            s1 += v.get(DOUBLE, at + 8);
            s2 += v.get(DOUBLE, at + 16);
            s3 += v.get(DOUBLE, at + 24);
            s4 += v.get(DOUBLE, at + 32);
            s5 += v.get(DOUBLE, at + 40);
            s6 += v.get(DOUBLE, at + 48);
            s7 += v.get(DOUBLE, at + 56);
        }
        double rest = 0;
        for (; i < count; i++) {
            rest += v.get(DOUBLE, offset + 8L * i);
        }
        return (((s0 + s4) + (s1 + s5)) + ((s2 + s6) + (s3 + s7))) + rest;
    }

    static double min(double[] v, int from, int to) {
        double min = Double.POSITIVE_INFINITY;
        for (int i = from; i < to; i++) {
            min = Math.min(min, v[i]);
        }
        return min;
    }

    static double max(double[] v, int from, int to) {
        double max = Double.NEGATIVE_INFINITY;
        for (int i = from; i < to; i++) {
            max = Math.max(max, v[i]);
        }
        return max;
    }
}
