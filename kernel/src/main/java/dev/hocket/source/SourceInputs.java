package dev.hocket.source;

import dev.hocket.Inputs;
import java.io.IOException;

/** Inputs that an {@link InputSource} reads. */
public final class SourceInputs<I> extends Inputs<I> {
    private final Opening<I> opening;
    private final boolean once;
    private boolean opened;

    /** How a source is opened. */
    public interface Opening<I> {
        /** A fresh reader. */
        InputSource<I> open() throws IOException;
    }

    private SourceInputs(Opening<I> opening, boolean once) {
        this.opening = opening;
        this.once = once;
    }

    /** Inputs that may be read many times. */
    public static <I> Inputs<I> many(Opening<I> opening) {
        return new SourceInputs<>(opening, false);
    }

    /** Inputs that can be read once. */
    public static <I> Inputs<I> once(Opening<I> opening) {
        return new SourceInputs<>(opening, true);
    }

    /**
     * A fresh reader over inputs.
     *
     * @throws IllegalStateException if they can be read once, and were
     */
    public static <I> InputSource<I> open(Inputs<I> inputs) throws IOException {
        return ((SourceInputs<I>) inputs).open();
    }

    private synchronized InputSource<I> open() throws IOException {
        if (once && opened) {
            throw new IllegalStateException(
                    "these inputs come from an iterator or stream that an earlier run has"
                            + " read; collect them into a list to run them again");
        }
        opened = true;
        return opening.open();
    }
}
