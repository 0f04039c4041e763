package dev.hocket.choose.measure;

import dev.hocket.Failed;
import java.util.BitSet;

/** Which sampled inputs failed at least once, and how the first did. */
public final class SampledFailures {
    private final BitSet positions = new BitSet();
    private String first = "";

    /** Takes note of the failure of the input at this position of the sample. */
    public void add(int position, Failed<?, ?> failed) {
        if (positions.isEmpty()) {
            first = failed.input() + ": " + failed.cause().message();
        }
        positions.set(position);
    }

    public int count() {
        return positions.cardinality();
    }

    /** The first failure: its input and its cause. */
    public String first() {
        return first;
    }
}
