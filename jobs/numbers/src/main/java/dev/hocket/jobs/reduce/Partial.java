package dev.hocket.jobs.reduce;

import com.datadoghq.sketch.ddsketch.DDSketch;
import com.datadoghq.sketch.ddsketch.DDSketches;
import dev.hocket.jobs.reduce.Operation.Kind;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.apache.datasketches.hll.HllSketch;
import org.apache.datasketches.hll.HllUnion;
import org.apache.datasketches.hll.TgtHllType;
import org.jspecify.annotations.Nullable;

/**
 * What one chunk of a column comes to, or several one after the other. For those who run a {@link
 * Reduction} themselves: outputs of its job, to be handed to {@link Reduction#add} in the order of
 * the inputs. For one thread.
 */
public final class Partial {
    /** The relative error of quantiles. */
    static final double QUANTILE_ERROR = 0.001;

    private static final int DISTINCT_BITS = 14;

    private final Set<Kind> kinds;
    private final boolean compensated;
    private long count;
    private double sum;
    private final CompensatedSum exact = new CompensatedSum();
    private double mean;
    private double squares;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;
    private long lowest;
    private long highest;
    private final @Nullable DDSketch sketch;
    private final @Nullable HllSketch distinct;

    /** This one's sketch and those of others; null while there are no others. */
    private @Nullable HllUnion union;

    private final Map<Unfit, Long> skipped = new EnumMap<>(Unfit.class);
    private Values.@Nullable Fault fault;

    /** Where the first record began and where the one after the last does, in bytes. */
    private long start;

    private long end;

    Partial(Set<Kind> kinds, boolean compensated) {
        this.kinds = kinds;
        this.compensated = compensated;
        this.sketch =
                kinds.contains(Kind.QUANTILE) ? DDSketches.unboundedDense(QUANTILE_ERROR) : null;
        this.distinct =
                kinds.contains(Kind.DISTINCT)
                        ? new HllSketch(DISTINCT_BITS, TgtHllType.HLL_8)
                        : null;
    }

    static Set<Kind> kinds(Iterable<Operation> operations) {
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        operations.forEach(operation -> kinds.add(operation.kind()));
        return kinds;
    }

    /** Adds values that are numbers, block by block. */
    void add(double[] values, int count) {
        for (int from = 0; from < count; from += Block.SIZE) {
            addBlock(values, from, Math.min(count, from + Block.SIZE));
        }
    }

    private void addBlock(double[] v, int from, int to) {
        double blockSum = Block.sum(v, from, to);
        if (kinds.contains(Kind.VARIANCE) || kinds.contains(Kind.STDDEV)) {
            double blockMean = blockSum / (to - from);
            combine(to - from, blockMean, Block.squares(v, from, to, blockMean));
        }
        sum += blockSum;
        count += to - from;
        if (kinds.contains(Kind.MIN)) {
            min = Math.min(min, Block.min(v, from, to));
        }
        if (kinds.contains(Kind.MAX)) {
            max = Math.max(max, Block.max(v, from, to));
        }
        if (compensated) {
            for (int i = from; i < to; i++) {
                exact.add(v[i]);
            }
        }
        if (sketch != null || distinct != null) {
            sketch(v, from, to);
        }
    }

    private void sketch(double[] v, int from, int to) {
        for (int i = from; i < to; i++) {
            double value = v[i];
            if (distinct != null) {
                distinct.update(value);
            }
            if (sketch == null) {
                continue;
            }
            if (Double.isInfinite(value)) {
                lowest += value < 0 ? 1 : 0;
                highest += value > 0 ? 1 : 0;
            } else {
                sketch.accept(value);
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
    void add(Partial next) {
        combine(next.count, next.mean, next.squares);
        count += next.count;
        sum += next.sum;
        exact.add(next.exact);
        min = Math.min(min, next.min);
        max = Math.max(max, next.max);
        lowest += next.lowest;
        highest += next.highest;
        if (sketch != null && next.sketch != null) {
            sketch.mergeWith(next.sketch);
        }
        if (distinct != null && next.distinct != null) {
            if (union == null) {
                union = new HllUnion(DISTINCT_BITS);
                union.update(distinct);
            }
            union.update(next.distinct);
        }
        next.skipped.forEach((kind, times) -> skipped.merge(kind, times, Long::sum));
    }

    /** Takes over values, what was passed over, and the fault if there is one. */
    void add(Values values) {
        add(values.all(), values.count());
        note(values);
    }

    void note(Values values) {
        for (Unfit kind : Unfit.values()) {
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

    Values.@Nullable Fault fault() {
        return fault;
    }

    long count() {
        return count;
    }

    long skipped(Unfit kind) {
        return skipped.getOrDefault(kind, 0L);
    }

    /** The value of an operation; there is at least one value where it needs one. */
    double value(Operation operation) {
        return switch (operation.kind()) {
            case SUM -> total();
            case MIN -> min;
            case MAX -> max;
            case MEAN -> total() / count;
            case VARIANCE -> squares / (count - 1);
            case STDDEV -> Math.sqrt(squares / (count - 1));
            case COUNT -> count;
            case QUANTILE -> quantile(operation.quantile());
            case DISTINCT -> Math.rint(estimate());
        };
    }

    private double estimate() {
        if (union != null) {
            return union.getEstimate();
        }
        return distinct == null ? 0 : distinct.getEstimate();
    }

    private double total() {
        return compensated ? exact.value() : sum;
    }

    private double quantile(double q) {
        long rank = (long) Math.floor(q * (count - 1));
        if (sketch == null || rank < lowest) {
            return Double.NEGATIVE_INFINITY;
        }
        if (rank >= count - highest) {
            return Double.POSITIVE_INFINITY;
        }
        double finite = sketch.getCount();
        return sketch.getValueAtQuantile(
                finite <= 1 ? 0 : Math.min(1, (rank - lowest) / (finite - 1)));
    }
}
