package dev.hocket.jobs.reduce.csv;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds fields and records in CSV, and is the only one who does: the first line, streams and files
 * are all cut by it.
 *
 * <p>The rules are those of RFC 4180. A field that begins with a quote continues to the next single
 * quote, and holds separators and line breaks; two quotes in it are one. A quote within another
 * field is just a character. A record ends with LF, CR LF or CR, outside of quotes; the last one
 * may end with the text. A quote that is open there is an error, which {@link #openQuote} tells.
 *
 * <p>Fields that are not looked for are skipped eight bytes at a time. Both kinds of line breaks
 * are found by one comparison, which also finds the other bytes from 8 to 15; of these few occur in
 * texts.
 *
 * <p>The bytes from {@code limit} on must be a line feed and {@value #PADDING} - 1 more of any
 * kind. For one thread.
 */
final class CsvTokenizer {
    /** How many bytes there must be after the last one. */
    static final int PADDING = 16;

    /** What a record that is not whole is told by. */
    static final int INCOMPLETE = -1;

    private static final VarHandle WORD =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGHS = 0x8080_8080_8080_8080L;
    private static final long QUOTES = '"' * ONES;

    /** The bits by which bytes from 8 to 15, line feed and carriage return among them, are told. */
    private static final long BREAK_BITS = 0xf8f8_f8f8_f8f8_f8f8L;

    private static final long BREAKS = 0x0808_0808_0808_0808L;

    private final byte separator;
    private final long separators;
    private int openQuote = -1;

    /**
     * A tokenizer.
     *
     * @param separator what parts fields, an ASCII character
     */
    CsvTokenizer(char separator) {
        this.separator = (byte) separator;
        this.separators = separator * ONES;
    }

    /** Zero in the high bit of each byte that is not zero, but for bytes after one that is. */
    private static long zeros(long word) {
        return (word - ONES) & ~word & HIGHS;
    }

    /** The next separator, line feed or carriage return. */
    private int unquotedEnd(byte[] bytes, int from) {
        int at = from;
        while (true) {
            long word = (long) WORD.get(bytes, at);
            long found = zeros(word ^ separators) | zeros((word & BREAK_BITS) ^ BREAKS);
            if (found == 0) {
                at += Long.BYTES;
                continue;
            }
            at += Long.numberOfTrailingZeros(found) >> 3;
            byte there = bytes[at];
            if (there == separator || there == '\n' || there == '\r') {
                return at;
            }
            at++;
        }
    }

    /** What ends a field that begins with a quote; the limit if nothing does. */
    private int quotedEnd(byte[] bytes, int from, int limit) {
        int at = from + 1;
        while (at < limit) {
            long found = zeros((long) WORD.get(bytes, at) ^ QUOTES);
            if (found == 0) {
                at += Long.BYTES;
                continue;
            }
            at += Long.numberOfTrailingZeros(found) >> 3;
            if (at >= limit) {
                break;
            }
            at++;
            if (bytes[at] != '"' || at >= limit) {
                return unquotedEnd(bytes, at);
            }
            at++;
        }
        openQuote = from;
        return limit;
    }

    /** The separator or line break that ends the field at {@code from}; the limit at most. */
    int fieldEnd(byte[] bytes, int from, int limit) {
        return bytes[from] == '"' && from < limit
                ? quotedEnd(bytes, from, limit)
                : unquotedEnd(bytes, from);
    }

    /** Whether a field that ends at {@code end} has another one after it. */
    boolean isSeparator(byte[] bytes, int end, int limit) {
        return bytes[end] == separator && end < limit;
    }

    /**
     * Where the record after one begins, of which a field ends at {@code end}.
     *
     * @param last whether nothing follows the limit
     * @return at most the limit; {@link #INCOMPLETE} if it depends on what follows the limit
     */
    int nextRecord(byte[] bytes, int end, int limit, boolean last) {
        int at = end;
        while (isSeparator(bytes, at, limit)) {
            at = fieldEnd(bytes, at + 1, limit);
        }
        if (at >= limit) {
            return last ? limit : INCOMPLETE;
        }
        if (bytes[at] == '\r') {
            if (at + 1 == limit && !last) {
                return INCOMPLETE;
            }
            at += bytes[at + 1] == '\n' && at + 1 < limit ? 1 : 0;
        }
        return at + 1;
    }

    /** The same for the record that begins at {@code from}. */
    int afterRecord(byte[] bytes, int from, int limit, boolean last) {
        openQuote = -1;
        return nextRecord(bytes, fieldEnd(bytes, from, limit), limit, last);
    }

    /** The quote of the record looked at last that nothing closes before the limit; or -1. */
    int openQuote() {
        return openQuote;
    }

    /** To be called before a record's first field. */
    void beginRecord() {
        openQuote = -1;
    }
}
