package dev.hocket.jobs.reduce.column;

import dev.hocket.jobs.reduce.ColumnPart;

/** A part of a column, with its number. */
public abstract sealed class IndexedPart implements ColumnPart
        permits BrokenPart, PlacePart, RecordsPart, ValuesPart {
    private static final long serialVersionUID = 1;

    private final long index;

    IndexedPart(long index) {
        this.index = index;
    }

    /** Its number, from 0. */
    public final long index() {
        return index;
    }

    /** What tells it from others of its file. */
    @Override
    public final String toString() {
        return "part " + (index + 1);
    }
}
