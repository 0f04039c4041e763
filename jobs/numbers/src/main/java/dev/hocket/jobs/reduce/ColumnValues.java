package dev.hocket.jobs.reduce;

import java.io.Serializable;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Values read from one chunk, what was passed over, and the first thing that stands in the way. */
final class ColumnValues implements Serializable {
    private static final long serialVersionUID = 1;

    private final EnumSet<NonNumber> skip = EnumSet.noneOf(NonNumber.class);
    private double[] all;
    private int count;
    private final EnumMap<NonNumber, Long> skipped = new EnumMap<>(NonNumber.class);
    private @Nullable Fault fault;

    /**
     * Something that is no number.
     *
     * @param kind what it is
     * @param at where its record begins in bytes, or its index, as the column counts
     * @param text what stands there, shortened
     */
    record Fault(NonNumber kind, long at, String text) implements Serializable {}

    ColumnValues(Set<NonNumber> skip, int room) {
        this.skip.addAll(skip);
        this.all = new double[room];
    }

    void add(double value) {
        if (count == all.length) {
            all = Arrays.copyOf(all, 2 * count);
        }
        all[count++] = value;
    }

    /** Takes note of something else; whether to go on. */
    boolean unfit(NonNumber kind, long at, String text) {
        if (!skip.contains(kind)) {
            if (fault == null) {
                fault = new Fault(kind, at, text);
            }
            return false;
        }
        skipped.merge(kind, 1L, Long::sum);
        return true;
    }

    /** Forgets all. */
    void clear() {
        count = 0;
        skipped.clear();
        fault = null;
    }

    double[] all() {
        return all;
    }

    int count() {
        return count;
    }

    /** Says how many values have been put into the array. */
    void count(int filled) {
        count = filled;
    }

    /** Removes those that are not a number; {@code from} is the position of the first value. */
    void checkNumbers(long from) {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            double value = all[i];
            if (!Double.isNaN(value)) {
                all[kept++] = value;
            } else if (!unfit(NonNumber.NAN, from + i, "nan")) {
                break;
            }
        }
        count = kept;
    }

    long skipped(NonNumber kind) {
        return skipped.getOrDefault(kind, 0L);
    }

    @Nullable Fault fault() {
        return fault;
    }
}
