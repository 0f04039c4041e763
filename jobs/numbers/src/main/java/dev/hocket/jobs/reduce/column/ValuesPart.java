package dev.hocket.jobs.reduce.column;

import dev.hocket.jobs.reduce.aggregate.ColumnValues;

/** Values that have been read already. */
public final class ValuesPart extends IndexedPart {
    private static final long serialVersionUID = 1;

    private final ColumnValues values;

    /** The part of this number, from 0. */
    public ValuesPart(long index, ColumnValues values) {
        super(index);
        this.values = values;
    }

    /** The values. */
    public ColumnValues values() {
        return values;
    }
}
