package dev.hocket.batch;

import dev.hocket.Outcome;
import dev.hocket.source.KnownSizes;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Inputs that one attempt takes together, with their positions in the source, which stay here if
 * the batch is sent elsewhere.
 */
public final class Batch<I> implements Serializable, KnownSizes.Sized {
    private static final long serialVersionUID = 1;
    private final ArrayList<I> inputs;

    @SuppressWarnings("serial") // nobody asks for positions where attempts run
    private final transient long[] positions;

    private final transient long bytes;

    /** Made once: journal, listeners and consumer see the same objects. */
    private transient @Nullable List<?> outcomes;

    Batch(List<I> inputs, long[] positions) {
        this.inputs = new ArrayList<>(inputs);
        this.positions = positions;
        this.bytes = KnownSizes.ofAll(this.inputs.toArray(), inputs.size());
    }

    /** One input of it, alone. */
    Batch<I> only(int i) {
        return new Batch<>(List.of(inputs.get(i)), new long[] {positions[i]});
    }

    /** How many there are, at least 1. */
    public int size() {
        return inputs.size();
    }

    /** The inputs, in the order of the source. */
    public List<I> inputs() {
        return Collections.unmodifiableList(inputs);
    }

    /** An input. */
    public I input(int i) {
        return inputs.get(i);
    }

    /** The position in the source of an input. */
    public long index(int i) {
        return positions[i];
    }

    /** The outcomes of its inputs, as they were made first. */
    @SuppressWarnings("unchecked") // each batch has one end
    <O extends @Nullable Object> List<Outcome<I, O>> keep(Supplier<List<Outcome<I, O>>> make) {
        List<?> made = outcomes;
        if (made == null) {
            made = make.get();
            outcomes = made;
        }
        return (List<Outcome<I, O>>) made;
    }

    @Override
    public long knownBytes() {
        return bytes;
    }

    /** By its first input, as all inputs are numbered by their positions. */
    @Override
    public String toString() {
        return size() == 1
                ? String.valueOf(inputs.get(0))
                : inputs.get(0) + " and " + (size() - 1) + " more";
    }
}
