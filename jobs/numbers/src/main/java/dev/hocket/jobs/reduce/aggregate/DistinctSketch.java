package dev.hocket.jobs.reduce.aggregate;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.foreign.MemorySegment;
import org.apache.datasketches.hll.HllSketch;
import org.apache.datasketches.hll.HllUnion;
import org.apache.datasketches.hll.TgtHllType;
import org.jspecify.annotations.Nullable;

/**
 * About how many different values there are, by HyperLogLog. The estimate is the one that looks at
 * the registers alone: the other one also depends on the order of values.
 */
final class DistinctSketch implements Serializable {
    private static final long serialVersionUID = 1;
    private static final int BITS = 14;

    private transient HllSketch own = new HllSketch(BITS, TgtHllType.HLL_8);

    /** This one's sketch and those of others; null while there are no others. */
    private transient @Nullable HllUnion union;

    void add(double value) {
        own.update(value);
    }

    void add(DistinctSketch other) {
        HllUnion all = union;
        if (all == null) {
            all = new HllUnion(BITS);
            all.update(own);
            union = all;
        }
        all.update(other.own);
    }

    double estimate() {
        HllUnion all = union;
        return all == null ? own.getCompositeEstimate() : all.getCompositeEstimate();
    }

    private void writeObject(ObjectOutputStream to) throws IOException {
        to.defaultWriteObject();
        to.writeObject(own.toCompactByteArray());
    }

    private void readObject(ObjectInputStream from) throws IOException, ClassNotFoundException {
        from.defaultReadObject();
        own = HllSketch.heapify(MemorySegment.ofArray((byte[]) from.readObject()));
    }
}
