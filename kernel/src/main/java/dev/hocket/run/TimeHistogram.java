package dev.hocket.run;

/**
 * A log-linear histogram of durations: each power of two is split into 32 buckets of equal width,
 * so that a value is known within 3.2 % (the scheme of HdrHistogram, with fixed precision). Not
 * safe for use by several threads.
 */
final class TimeHistogram {
    private static final int SUB_BITS = 5;
    private static final int SUB = 1 << SUB_BITS;
    private final long[] buckets = new long[(64 - SUB_BITS) * SUB];
    private long count;
    private long largest;

    void add(long nanos) {
        long value = Math.max(0, nanos);
        buckets[bucket(value)]++;
        count++;
        largest = Math.max(largest, value);
    }

    private static int bucket(long value) {
        if (value < SUB) {
            return (int) value;
        }
        int exponent = 63 - Long.numberOfLeadingZeros(value);
        int sub = (int) (value >>> (exponent - SUB_BITS)) & (SUB - 1);
        return (exponent - SUB_BITS + 1) * SUB + sub;
    }

    /** The largest value of a bucket. */
    private static long upper(int bucket) {
        if (bucket < SUB) {
            return bucket;
        }
        int exponent = bucket / SUB + SUB_BITS - 1;
        long sub = bucket % SUB;
        return ((SUB + sub + 1) << (exponent - SUB_BITS)) - 1;
    }

    long count() {
        return count;
    }

    long largest() {
        return largest;
    }

    /**
     * The value that a share {@code quantile} of all values does not exceed; 0 if there are none.
     */
    long quantile(double quantile) {
        long rank = Math.max(1, (long) Math.ceil(quantile * count));
        long seen = 0;
        for (int i = 0; i < buckets.length; i++) {
            seen += buckets[i];
            if (seen >= rank) {
                return Math.min(upper(i), largest);
            }
        }
        return 0;
    }
}
