package dev.hocket.jobs.reduce;

import dev.hocket.jobs.reduce.Aggregate.Kind;
import java.io.Serializable;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one chunk of a column comes to, or several one after the other. For those who run a {@link
 * ColumnReduction} themselves: outputs of its job, to be handed to {@link ColumnReduction#add} in
 * the order of the inputs. For one thread.
 */
public final class PartialResult implements Serializable {
    private static final long serialVersionUID = 1;

    private static final Set<Kind> SUMS = Set.of(Kind.SUM, Kind.MEAN, Kind.COUNT);

    private final EnumSet<Kind> kinds;
    private final boolean compensated;
    private final boolean sumsAlone;
    private long count;
    private double sum;
    private final CompensatedSum exact = new CompensatedSum();
    private double mean;
    private double squares;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;
    private final @Nullable QuantileSketch sketch;
    private final @Nullable DistinctSketch distinct;
    private final EnumMap<NonNumber, Long> skipped = new EnumMap<>(NonNumber.class);
    private ColumnValues.@Nullable Fault fault;

    /** Where the first record began and where the one after the last does, in bytes. */
    private long start;

    private long end;

    PartialResult(EnumSet<Kind> kinds, boolean compensated) {
        this.kinds = kinds;
        this.compensated = compensated;
        this.sumsAlone = !compensated && SUMS.containsAll(kinds);
        this.sketch = kinds.contains(Kind.QUANTILE) ? new QuantileSketch() : null;
        this.distinct = kinds.contains(Kind.DISTINCT) ? new DistinctSketch() : null;
    }

    static EnumSet<Kind> kinds(Iterable<Aggregate> operations) {
        EnumSet<Kind> kinds = EnumSet.noneOf(Kind.class);
        operations.forEach(operation -> kinds.add(operation.kind()));
        return kinds;
    }

    /** Adds values that are numbers, block by block. */
    void add(double[] values, int count) {
        for (int from = 0; from < count; from += BlockArithmetic.SIZE) {
            int to = Math.min(count, from + BlockArithmetic.SIZE);
            addBlock(values, from, to, BlockArithmetic.sum(values, from, to));
        }
    }

    /** Adds a block of values that are numbers, whose sum is known. */
    void add(double[] block, int count, double sum) {
        addBlock(block, 0, count, sum);
    }

    /** Adds so many values that are numbers by their sum, if {@link #needsSumsAlone}. */
    void add(int values, double blockSum) {
        sum += blockSum;
        count += values;
    }

    /** Whether the values themselves do not matter. */
    boolean needsSumsAlone() {
        return sumsAlone;
    }

    private void addBlock(double[] v, int from, int to, double blockSum) {
        if (kinds.contains(Kind.VARIANCE) || kinds.contains(Kind.STDDEV)) {
            double blockMean = blockSum / (to - from);
            combine(to - from, blockMean, BlockArithmetic.squares(v, from, to, blockMean));
        }
        sum += blockSum;
        count += to - from;
        if (kinds.contains(Kind.MIN)) {
            min = Math.min(min, BlockArithmetic.min(v, from, to));
        }
        if (kinds.contains(Kind.MAX)) {
            max = Math.max(max, BlockArithmetic.max(v, from, to));
        }
        if (compensated) {
            for (int i = from; i < to; i++) {
                exact.add(v[i]);
            }
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

    /** Chan, Golub and LeVeque's rule for two parts; before {@link #count} changes. */
    private void combine(long otherCount, double otherMean, double otherSquares) {
        if (otherCount == 0) {
            return;
        }
        double distance = otherMean - mean;
        double all = (double) count + otherCount;
        squares += otherSquares + distance * distance * (count * (otherCount / all));
        mean += distance * (otherCount / all);
    }

    /** Adds what comes after this. */
    void add(PartialResult next) {
        combine(next.count, next.mean, next.squares);
        count += next.count;
        sum += next.sum;
        exact.add(next.exact);
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

    /** Takes over values, what was passed over, and the fault if there is one. */
    void add(ColumnValues values) {
        add(values.all(), values.count());
        note(values);
    }

    void note(ColumnValues values) {
        for (NonNumber kind : NonNumber.values()) {
            skipped.merge(kind, values.skipped(kind), Long::sum);
        }
        fault = values.fault();
    }

    void span(long from, long to) {
        start = from;
        end = to;
    }

    long start() {
        return start;
    }

    long end() {
        return end;
    }

    ColumnValues.@Nullable Fault fault() {
        return fault;
    }

    long count() {
        return count;
    }

    long skipped(NonNumber kind) {
        return skipped.getOrDefault(kind, 0L);
    }

    /** The value of an operation; there is at least one value where it needs one. */
    double value(Aggregate operation) {
        return switch (operation.kind()) {
            case SUM -> total();
            case MIN -> min;
            case MAX -> max;
            case MEAN -> total() / count;
            case VARIANCE -> squares / (count - 1);
            case STDDEV -> Math.sqrt(squares / (count - 1));
            case COUNT -> count;
            case QUANTILE -> sketch == null ? 0 : sketch.quantile(operation.quantile(), count);
            case DISTINCT -> distinct == null ? 0 : Math.rint(distinct.estimate());
        };
    }

    private double total() {
        return compensated ? exact.value() : sum;
    }

    @Override
    public String toString() {
        return count + " values";
    }
}
