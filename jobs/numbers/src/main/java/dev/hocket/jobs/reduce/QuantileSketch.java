package dev.hocket.jobs.reduce;

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

    private transient DDSketch finite = DDSketches.unboundedDense(ERROR);
    private long lowest;
    private long highest;

    void add(double value) {
        if (Double.isInfinite(value)) {
            lowest += value < 0 ? 1 : 0;
            highest += value > 0 ? 1 : 0;
        } else {
            finite.accept(value);
        }
    }

    void add(QuantileSketch other) {
        finite.mergeWith(other.finite);
        lowest += other.lowest;
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
        double counted = finite.getCount();
        return finite.getValueAtQuantile(
                counted <= 1 ? 0 : Math.min(1, (rank - lowest) / (counted - 1)));
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
