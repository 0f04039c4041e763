package dev.hocket.jobs.reduce.column;

import dev.hocket.Inputs;
import dev.hocket.jobs.reduce.ColumnPart;
import dev.hocket.jobs.reduce.aggregate.ColumnTotals;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A column of numbers somewhere. Its parts are for one thread. */
public interface NumberColumn extends AutoCloseable {
    /** The parts, in their order. */
    Inputs<ColumnPart> inputs();

    /** All parts at once. */
    default List<ColumnPart> parts() {
        throw new IllegalStateException(
                "the parts of %s arrive one after the other; give a file of plain text or numbers"
                        .formatted(name()));
    }

    /** What reads the parts. */
    ColumnPartReader reader();

    /**
     * What has been taken from a stream and is in no part yet, whole records alone; null if there
     * is nothing. Ends the parts.
     */
    default @Nullable ColumnPart rest() {
        return null;
    }

    /**
     * Where the first record of a part begins by what came before it, if a part may have got that
     * wrong; -1 if it cannot. Called in the order of the parts.
     */
    default long begin(ColumnTotals before) {
        return -1;
    }

    /** Reads a part again, whose first record begins at {@code start}. */
    default void readFrom(long start, IndexedPart part, ColumnTotals result) throws IOException {
        throw new UnsupportedOperationException(name() + " is never read again");
    }

    /** What the first line says, if that was taken for a header although nobody said it is one. */
    default @Nullable String guessedHeader() {
        return null;
    }

    /** Where a fault lies, for a message: {@code line 12}. */
    String place(IndexedPart part, long at) throws IOException;

    /** What is read, for a message. */
    String name();

    @Override
    void close() throws IOException;
}
