package dev.hocket.jobs.reduce;

import java.io.Serializable;

/**
 * A part of a column: an input of a {@link ColumnReduction}'s job. Parts have one size, whatever
 * runs them, so that their results are combined in one way.
 */
public abstract sealed class ColumnPart implements Serializable {
    private static final long serialVersionUID = 1;

    private final long index;

    ColumnPart(long index) {
        this.index = index;
    }

    /** Its number, from 0. */
    final long index() {
        return index;
    }

    /** What tells it from others of its file. */
    @Override
    public final String toString() {
        return "part " + (index + 1);
    }

    /** A part that is read where it lies. */
    static final class Place extends ColumnPart {
        private static final long serialVersionUID = 1;

        Place(long index) {
            super(index);
        }
    }

    /** Whole records, read from a stream. */
    static final class Records extends ColumnPart {
        private static final long serialVersionUID = 1;

        final byte[] bytes;
        final int length;

        /** Where the first one begins in the stream. */
        final long offset;

        /** The number of lines before it. */
        final long lines;

        Records(long index, byte[] bytes, int length, long offset, long lines) {
            super(index);
            this.bytes = bytes;
            this.length = length;
            this.offset = offset;
            this.lines = lines;
        }
    }

    /** Values, read by somebody else. */
    static final class Numbers extends ColumnPart {
        private static final long serialVersionUID = 1;

        final ColumnValues values;

        Numbers(long index, ColumnValues values) {
            super(index);
            this.values = values;
        }
    }
}
