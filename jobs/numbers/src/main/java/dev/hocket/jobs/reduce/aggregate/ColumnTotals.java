package dev.hocket.jobs.reduce.aggregate;

import dev.hocket.jobs.reduce.Aggregate;
import dev.hocket.jobs.reduce.Aggregate.Kind;
import dev.hocket.jobs.reduce.NonNumber;
import dev.hocket.jobs.reduce.PartialResult;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one part of a column comes to, or several one after the other. For one thread. */
public final class ColumnTotals implements PartialResult {
    private static final long serialVersionUID = 1;

    private static final Set<Kind> SUMS = Set.of(Kind.SUM, Kind.MEAN, Kind.COUNT);

    private final EnumSet<Kind> kinds;
    private final boolean compensated;
    private final boolean sumsAlone;
    private long count;

    /** Of the values if sums are compensated, and else of their blocks' sums. */
    private final ExactSum sum = new ExactSum();

    private final @Nullable Moments moments;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;
    private final @Nullable QuantileSketch sketch;
    private final @Nullable DistinctSketch distinct;
    private final EnumMap<NonNumber, Long> skipped = new EnumMap<>(NonNumber.class);
    private @Nullable ColumnFault fault;

    /** Where the first record began and where the one after the last does, in bytes. */
    private long start;

    private long end;

    /**
     * What nothing comes to.
     *
     * @param kinds what is asked for
     * @param compensated whether sums are those of the values, rounded once
     */
    public ColumnTotals(EnumSet<Kind> kinds, boolean compensated) {
        this.kinds = kinds;
        this.compensated = compensated;
        this.sumsAlone = !compensated && SUMS.containsAll(kinds);
        boolean spread = kinds.contains(Kind.VARIANCE) || kinds.contains(Kind.STDDEV);
        this.moments = spread ? new Moments() : null;
        this.sketch = kinds.contains(Kind.QUANTILE) ? new QuantileSketch() : null;
        this.distinct = kinds.contains(Kind.DISTINCT) ? new DistinctSketch() : null;
    }

    /** Adds values that are numbers, block by block. */
    public void add(double[] values, int count) {
        for (int from = 0; from < count; from += BlockArithmetic.SIZE) {
            int to = Math.min(count, from + BlockArithmetic.SIZE);
            addBlock(values, from, to, BlockArithmetic.sum(values, from, to));
        }
    }

    /** Adds a block of values that are numbers, whose sum is known. */
    public void add(double[] block, int count, double sum) {
        addBlock(block, 0, count, sum);
    }

    /**
     * Adds this many values that are numbers by their sum, which is finite; if {@link
     * #needsSumsAlone}.
     */
    public void add(int values, double blockSum) {
        sum.add(blockSum);
        count += values;
    }

    /** Whether the values themselves do not matter. */
    public boolean needsSumsAlone() {
        return sumsAlone;
    }

    private void addBlock(double[] v, int from, int to, double blockSum) {
        if (moments != null) {
            moments.add(v, from, to, blockSum);
        }
        if (compensated || !Double.isFinite(blockSum)) { // a sum beyond doubles, or infinities
            sum.add(v, from, to);
        } else {
            sum.add(blockSum);
        }
        count += to - from;
        if (kinds.contains(Kind.MIN)) {
            min = Math.min(min, BlockArithmetic.min(v, from, to));
        }
        if (kinds.contains(Kind.MAX)) {
            max = Math.max(max, BlockArithmetic.max(v, from, to));
        }
        if (sketch != null) {
            for (int i = from; i < to; i++) {
                sketch.add(v[i]);
            }
        }
        if (distinct != null) {
            for (int i = from; i < to; i++) {
                distinct.add(v[i]);
            }
        }
    }

    /** Adds what comes after this. */
    public void add(ColumnTotals next) {
        if (moments != null && next.moments != null) {
            moments.add(next.moments);
        }
        count += next.count;
        sum.add(next.sum);
        min = Math.min(min, next.min);
        max = Math.max(max, next.max);
        if (sketch != null && next.sketch != null) {
            sketch.add(next.sketch);
        }
        if (distinct != null && next.distinct != null) {
            distinct.add(next.distinct);
        }
        next.skipped.forEach((kind, times) -> skipped.merge(kind, times, Long::sum));
    }

    /** Takes over values, what was skipped, and the fault if there is one. */
    public void add(ColumnValues values) {
        add(values.all(), values.count());
        for (NonNumber kind : NonNumber.values()) {
            skipped.merge(kind, values.skipped(kind), Long::sum);
        }
        fault = values.fault();
    }

    /** Says where the first record began, and where the one after the last does. */
    public void span(long from, long to) {
        start = from;
        end = to;
    }

    /** Where the first record began. */
    public long start() {
        return start;
    }

    /** Where the record after the last one begins. */
    public long end() {
        return end;
    }

    /** The first fault, or null. */
    public @Nullable ColumnFault fault() {
        return fault;
    }

    /** How many values there were. */
    public long count() {
        return count;
    }

    /** How many of these were skipped. */
    public long skipped(NonNumber kind) {
        return skipped.getOrDefault(kind, 0L);
    }

    /** The value of an operation; there is at least one value where it needs one. */
    public double value(Aggregate operation) {
        return switch (operation.kind()) {
            case SUM -> sum.value();
            case MIN -> min;
            case MAX -> max;
            case MEAN -> sum.dividedBy(count);
            case VARIANCE -> moments == null ? 0 : moments.variance();
            case STDDEV -> moments == null ? 0 : moments.deviation();
            case COUNT -> count;
            case QUANTILE -> sketch == null ? 0 : sketch.quantile(operation.quantile(), count);
            case DISTINCT -> distinct == null ? 0 : Math.rint(distinct.estimate());
        };
    }

    @Override
    public String toString() {
        return count + " values";
    }
}
