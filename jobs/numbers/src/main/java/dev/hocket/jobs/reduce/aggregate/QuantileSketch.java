package dev.hocket.jobs.reduce.aggregate;

import com.datadoghq.sketch.ddsketch.DDSketch;
import com.datadoghq.sketch.ddsketch.DDSketches;
import com.datadoghq.sketch.ddsketch.encoding.ByteArrayInput;
import com.datadoghq.sketch.ddsketch.encoding.GrowingByteArrayOutput;
import com.datadoghq.sketch.ddsketch.store.UnboundedSizeDenseStore;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.Arrays;

/**
 * Quantiles of finite and infinite values, by DDSketch: it counts values in bins whose bounds grow
 * by a constant factor, so that the result does not depend on the order of values or parts.
 */
final class QuantileSketch implements Serializable {
    /** The relative error of quantiles. */
    static final double ERROR = 0.001;

    private static final long serialVersionUID = 1;

    /** Between this and infinity the bins end; all of that is within the error of one value. */
    private static final double HUGE =
            DDSketches.unboundedDense(ERROR).getIndexMapping().maxIndexableValue();

    private static final double HUGE_SHOWN = Math.sqrt(HUGE) * Math.sqrt(Double.MAX_VALUE);

    private transient DDSketch finite = DDSketches.unboundedDense(ERROR);
    private long lowest;
    private long low;
    private long high;
    private long highest;

    void add(double value) {
        if (Double.isInfinite(value)) {
            lowest += value < 0 ? 1 : 0;
            highest += value > 0 ? 1 : 0;
        } else if (Math.abs(value) > HUGE) {
            low += value < 0 ? 1 : 0;
            high += value > 0 ? 1 : 0;
        } else {
            finite.accept(value);
        }
    }

    void add(QuantileSketch other) {
        finite.mergeWith(other.finite);
        lowest += other.lowest;
        low += other.low;
        high += other.high;
        highest += other.highest;
    }

    /** The value of rank {@code floor(q (count - 1))}, from 0. */
    double quantile(double q, long count) {
        long rank = (long) Math.floor(q * (count - 1));
        if (rank < lowest) {
            return Double.NEGATIVE_INFINITY;
        }
        if (rank >= count - highest) {
            return Double.POSITIVE_INFINITY;
        }
        if (rank < lowest + low) {
            return -HUGE_SHOWN;
        }
        if (rank >= count - highest - high) {
            return HUGE_SHOWN;
        }
        double counted = finite.getCount();
        return finite.getValueAtQuantile(
                counted <= 1 ? 0 : Math.min(1, (rank - lowest - low) / (counted - 1)));
    }

    private void writeObject(ObjectOutputStream to) throws IOException {
        to.defaultWriteObject();
        GrowingByteArrayOutput bytes = GrowingByteArrayOutput.withDefaultInitialCapacity();
        finite.encode(bytes, false);
        to.writeObject(Arrays.copyOf(bytes.backingArray(), bytes.numWrittenBytes()));
    }

    private void readObject(ObjectInputStream from) throws IOException, ClassNotFoundException {
        from.defaultReadObject();
        byte[] bytes = (byte[]) from.readObject();
        finite = DDSketch.decode(ByteArrayInput.wrap(bytes), UnboundedSizeDenseStore::new);
    }
}
