package dev.hocket.jobs.reduce.column;

/** Whole records of text, read from a stream. */
public final class RecordsPart extends IndexedPart {
    private static final long serialVersionUID = 1;

    private final byte[] bytes;
    private final int length;
    private final long offset;
    private final long lines;

    /**
     * A part.
     *
     * @param index its number, from 0
     * @param bytes the records, and what a reader wants behind them; not copied
     * @param length how many bytes they have
     * @param offset where the first one begins in the stream
     * @param lines the number of line breaks before it
     */
    public RecordsPart(long index, byte[] bytes, int length, long offset, long lines) {
        super(index);
        this.bytes = bytes;
        this.length = length;
        this.offset = offset;
        this.lines = lines;
    }

    /** The records, and what a reader wants behind them; not copied. */
    public byte[] bytes() {
        return bytes;
    }

    /** How many bytes the records have. */
    public int length() {
        return length;
    }

    /** Where the first record begins in the stream. */
    public long offset() {
        return offset;
    }

    /** The number of line breaks before the first record. */
    public long lines() {
        return lines;
    }
}
