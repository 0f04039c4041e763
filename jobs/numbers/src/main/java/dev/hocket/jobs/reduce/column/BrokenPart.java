package dev.hocket.jobs.reduce.column;

/** The last part of a stream that could not be read to its end. */
public final class BrokenPart extends IndexedPart {
    private static final long serialVersionUID = 1;

    private final String message;

    /**
     * A part.
     *
     * @param index its number, from 0
     * @param message why nothing comes after the parts before it
     */
    public BrokenPart(long index, String message) {
        super(index);
        this.message = message;
    }

    /** Why nothing comes after the parts before it. */
    public String message() {
        return message;
    }
}
