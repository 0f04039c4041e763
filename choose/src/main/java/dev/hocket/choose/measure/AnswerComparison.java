package dev.hocket.choose.measure;

import dev.hocket.choose.Agreement;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What each contender answered to each sampled input, as fingerprints. An input whose answer varies
 * on the baseline alone, which runs one attempt at a time, compares nothing.
 */
public final class AnswerComparison {
    private final String baseline;
    private final int inputs;
    private final Map<String, Seen> seen = new LinkedHashMap<>();

    private static final class Seen {
        final long[] first;
        final BitSet known = new BitSet();
        final BitSet varies = new BitSet();

        Seen(int inputs) {
            first = new long[inputs];
        }
    }

    public AnswerComparison(String baseline, int inputs) {
        this.baseline = baseline;
        this.inputs = inputs;
    }

    public void add(String contender, int input, long fingerprint) {
        Seen of = seen.computeIfAbsent(contender, _ -> new Seen(inputs));
        if (!of.known.get(input)) {
            of.known.set(input);
            of.first[input] = fingerprint;
        } else if (of.first[input] != fingerprint) {
            of.varies.set(input);
        }
    }

    /** The inputs whose answers vary on the baseline alone. */
    public BitSet unstable() {
        Seen base = seen.get(baseline);
        return base == null ? new BitSet() : (BitSet) base.varies.clone();
    }

    /** The inputs at which a contender's answer is not the baseline's. */
    public BitSet different(String contender) {
        BitSet different = new BitSet();
        Seen base = seen.get(baseline);
        Seen other = seen.get(contender);
        if (base == null || other == null || other == base) {
            return different;
        }
        BitSet comparable = comparable(base, other);
        for (int i = comparable.nextSetBit(0); i >= 0; i = comparable.nextSetBit(i + 1)) {
            if (other.varies.get(i) || other.first[i] != base.first[i]) {
                different.set(i);
            }
        }
        return different;
    }

    public Agreement of(String contender) {
        if (!different(contender).isEmpty()) {
            return Agreement.DIFFERENT;
        }
        Seen base = seen.get(baseline);
        Seen other = seen.get(contender);
        boolean any = base != null && other != null && !comparable(base, other).isEmpty();
        return any ? Agreement.SAME : Agreement.UNKNOWN;
    }

    private static BitSet comparable(Seen base, Seen other) {
        BitSet both = (BitSet) base.known.clone();
        both.and(other.known);
        both.andNot(base.varies);
        return both;
    }
}
