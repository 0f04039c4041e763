package dev.hocket.jobs.reduce;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Reads one column out of records of CSV (RFC 4180): a field that begins with a quote ends with
 * one, and holds separators and line breaks; two quotes in it are one. A quote within another field
 * is just a character. Fields that are not looked for are passed over eight bytes at a time.
 *
 * <p>The bytes from {@code limit} on must be a line break and {@value #PADDING} more of any kind.
 */
final class CsvTokenizer {
    /** How many bytes there must be after the last one. */
    static final int PADDING = 16;

    private static final VarHandle WORD =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGHS = 0x8080_8080_8080_8080L;
    private static final long NEWLINES = '\n' * ONES;
    private static final int SHOWN = 40;

    private final byte separator;
    private final long separators;
    private final int column;
    private final DecimalParser decimal = new DecimalParser();

    /**
     * A reader.
     *
     * @param separator what parts fields
     * @param column which one to read, from 0
     */
    CsvTokenizer(byte separator, int column) {
        this.separator = separator;
        this.separators = (separator & 0xff) * ONES;
        this.column = column;
    }

    /** Zero in the high bit of each byte that is not zero, but for bytes after one that is. */
    private static long zeros(long word) {
        return (word - ONES) & ~word & HIGHS;
    }

    /** The next separator or line break. */
    private int fieldEnd(byte[] bytes, int from) {
        int at = from;
        while (true) {
            long word = (long) WORD.get(bytes, at);
            long found = zeros(word ^ separators) | zeros(word ^ NEWLINES);
            if (found != 0) {
                return at + (Long.numberOfTrailingZeros(found) >> 3);
            }
            at += Long.BYTES;
        }
    }

    /** The next line break. */
    static int lineEnd(byte[] bytes, int from) {
        int at = from;
        while (true) {
            long found = zeros((long) WORD.get(bytes, at) ^ NEWLINES);
            if (found != 0) {
                return at + (Long.numberOfTrailingZeros(found) >> 3);
            }
            at += Long.BYTES;
        }
    }

    /** What ends a field that begins with a quote; the limit if nothing does. */
    private int quotedEnd(byte[] bytes, int from, int limit) {
        int at = from + 1;
        while (at < limit) {
            if (bytes[at++] != '"') {
                continue;
            }
            if (bytes[at] != '"' || at >= limit) {
                return fieldEnd(bytes, at);
            }
            at++;
        }
        return limit;
    }

    private int end(byte[] bytes, int from, int limit) {
        return bytes[from] == '"' && from < limit
                ? quotedEnd(bytes, from, limit)
                : fieldEnd(bytes, from);
    }

    /** The line break that ends the record of which a field ends at {@code at}. */
    private int recordEnd(byte[] bytes, int at, int limit) {
        int here = at;
        while (bytes[here] == separator && here < limit) {
            here = end(bytes, here + 1, limit);
        }
        return Math.min(here, limit);
    }

    /**
     * Where the record after the one at {@code from} begins; above the limit if nothing ends it.
     */
    int nextRecord(byte[] bytes, int from, int limit) {
        return recordEnd(bytes, end(bytes, from, limit), limit) + 1;
    }

    /**
     * Reads the records that begin before {@code stop}.
     *
     * @param offset what to add to an index for a place in the file
     * @return where the next record begins; the limit plus 1 after a last one without line break;
     *     -1 - the start of a record that goes on beyond the limit, if {@code more} bytes follow
     */
    int read(
            byte[] bytes,
            int from,
            int stop,
            int limit,
            boolean more,
            long offset,
            ColumnValues values) {
        int record = from;
        while (record < stop && record < limit) {
            int field = record;
            int end = end(bytes, field, limit);
            int left = column;
            for (; left > 0 && bytes[end] == separator && end < limit; left--) {
                field = end + 1;
                end = end(bytes, field, limit);
            }
            int last = recordEnd(bytes, end, limit);
            if (last >= limit && more) {
                return -1 - record;
            }
            if (!value(bytes, field, end, left > 0, last, record, offset, values)) {
                return last + 1;
            }
            record = last + 1;
        }
        return record;
    }

    /** Adds a field's value; whether to go on. */
    private boolean value(
            byte[] bytes,
            int field,
            int end,
            boolean missing,
            int last,
            int record,
            long offset,
            ColumnValues values) {
        if (missing) {
            boolean empty = last == record || (last == record + 1 && bytes[record] == '\r');
            return empty
                    ? values.unfit(NonNumber.BLANK, offset + record, "")
                    : values.unfit(NonNumber.TEXT, offset + record, "");
        }
        if (decimal.isNumber(bytes, field, Math.min(end, last))) {
            values.add(decimal.value());
            return true;
        }
        String text = text(bytes, field, Math.min(end, last));
        NonNumber kind = decimal.slow(text);
        if (kind == null) {
            values.add(decimal.value());
            return true;
        }
        return values.unfit(kind, offset + record, text);
    }

    /** A field without its quotes and outer blanks, shortened. */
    static String text(byte[] bytes, int field, int end) {
        String text = new String(bytes, field, end - field, StandardCharsets.UTF_8).strip();
        if (text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")) {
            text = text.substring(1, text.length() - 1).replace("\"\"", "\"").strip();
        }
        return text.length() <= SHOWN || text.matches("[-+.\\deE]*")
                ? text
                : text.substring(0, SHOWN) + "...";
    }
}
