package dev.hocket.jobs.reduce.column;

/** A part that is read where it lies. */
public final class PlacePart extends IndexedPart {
    private static final long serialVersionUID = 1;

    /** The part of this number, from 0. */
    public PlacePart(long index) {
        super(index);
    }
}
