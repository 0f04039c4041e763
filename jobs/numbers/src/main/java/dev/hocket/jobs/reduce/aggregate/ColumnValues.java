package dev.hocket.jobs.reduce.aggregate;

import dev.hocket.jobs.reduce.NonNumber;
import java.io.Serializable;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Values read from one part of a column, what was skipped, and the first fault. */
public final class ColumnValues implements Serializable {
    private static final long serialVersionUID = 1;

    private final EnumSet<NonNumber> skip = EnumSet.noneOf(NonNumber.class);
    private double[] all;
    private int count;
    private final EnumMap<NonNumber, Long> skipped = new EnumMap<>(NonNumber.class);
    private @Nullable ColumnFault fault;

    /**
     * No values yet.
     *
     * @param skip what is skipped
     * @param room how many values there are likely to be
     */
    public ColumnValues(Set<NonNumber> skip, int room) {
        this.skip.addAll(skip);
        this.all = new double[room];
    }

    /** Adds a value. */
    public void add(double value) {
        if (count == all.length) {
            all = Arrays.copyOf(all, 2 * count);
        }
        all[count++] = value;
    }

    /** Takes note of something that is not a number; whether to continue. */
    public boolean unfit(ColumnFault.Kind kind, long at, String text) {
        NonNumber passed = kind.passed();
        if (passed == null || !skip.contains(passed)) {
            if (fault == null) {
                fault = new ColumnFault(kind, at, text);
            }
            return false;
        }
        skipped.merge(passed, 1L, Long::sum);
        return true;
    }

    /** Forgets all. */
    public void clear() {
        count = 0;
        skipped.clear();
        fault = null;
    }

    /** The values, and room for more. */
    public double[] all() {
        return all;
    }

    /** How many values there are. */
    public int count() {
        return count;
    }

    /** Says how many values have been put into the array. */
    public void count(int filled) {
        count = filled;
    }

    /** Removes those that are not a number; {@code from} is the position of the first value. */
    public void checkNumbers(long from) {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            double value = all[i];
            if (!Double.isNaN(value)) {
                all[kept++] = value;
            } else if (!unfit(ColumnFault.Kind.NAN, from + i, "nan")) {
                break;
            }
        }
        count = kept;
    }

    /** How many of these were skipped. */
    long skipped(NonNumber kind) {
        return skipped.getOrDefault(kind, 0L);
    }

    /** The first fault, or null. */
    public @Nullable ColumnFault fault() {
        return fault;
    }
}
