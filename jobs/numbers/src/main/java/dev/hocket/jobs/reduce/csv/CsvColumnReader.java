package dev.hocket.jobs.reduce.csv;

import dev.hocket.jobs.reduce.aggregate.ColumnFault;
import dev.hocket.jobs.reduce.aggregate.ColumnValues;
import dev.hocket.jobs.reduce.text.PrintableText;

/** Reads one column out of records of CSV. For one thread. */
final class CsvColumnReader {
    /** A record longer than this lacks a quote. */
    static final int LARGEST_RECORD = 1 << 26;

    private static final int SHOWN = 40;

    private final CsvTokenizer tokenizer;
    private final int column;
    private final DecimalParser decimal = new DecimalParser();

    /**
     * A reader.
     *
     * @param separator what parts fields
     * @param column which one to read, from 0
     */
    CsvColumnReader(char separator, int column) {
        this.tokenizer = new CsvTokenizer(separator);
        this.column = column;
    }

    /**
     * Reads the records that begin before {@code stop}. Bytes are as a {@link CsvTokenizer} wants
     * them.
     *
     * @param last whether nothing follows the limit
     * @param offset what to add to an index for a place in the file
     * @return where the next record begins; -1 - the start of a record that continues beyond the
     *     limit, unless that is the last
     */
    int read(
            byte[] bytes,
            int from,
            int stop,
            int limit,
            boolean last,
            long offset,
            ColumnValues values) {
        int record = from;
        while (record < stop && record < limit) {
            tokenizer.beginRecord();
            int field = record;
            int end = tokenizer.fieldEnd(bytes, field, limit);
            int left = column;
            for (; left > 0 && tokenizer.isSeparator(bytes, end, limit); left--) {
                field = end + 1;
                end = tokenizer.fieldEnd(bytes, field, limit);
            }
            int next = tokenizer.nextRecord(bytes, end, limit, last);
            int whole = next < 0 ? limit : next;
            if (tokenizer.openQuote() >= 0 || whole - record > LARGEST_RECORD) {
                if (next < 0 && limit - record <= LARGEST_RECORD) {
                    return -1 - record;
                }
                noEnd(record, whole, offset, values);
                return whole;
            }
            if (next < 0) {
                return -1 - record;
            }
            boolean more =
                    left > 0
                            ? missing(end == record, offset + record, values)
                            : value(bytes, field, end, offset + record, values);
            if (!more) {
                return next;
            }
            record = next;
        }
        return record;
    }

    /** Takes note of a record that continues to the end, or so far that it can hardly be meant. */
    private void noEnd(int record, int end, long offset, ColumnValues values) {
        int quote = tokenizer.openQuote();
        values.unfit(
                end - record > LARGEST_RECORD
                        ? ColumnFault.Kind.LONG_RECORD
                        : ColumnFault.Kind.OPEN_QUOTE,
                offset + (quote < 0 ? record : quote),
                "");
    }

    /** Takes note of a record with too few fields; whether to continue. */
    private static boolean missing(boolean empty, long at, ColumnValues values) {
        return values.unfit(
                empty ? ColumnFault.Kind.BLANK : ColumnFault.Kind.NO_SUCH_FIELD, at, "");
    }

    /** Adds a field's value; whether to continue. */
    private boolean value(byte[] bytes, int field, int end, long at, ColumnValues values) {
        if (decimal.isNumber(bytes, field, end)) {
            values.add(decimal.value());
            return true;
        }
        String text = FieldText.of(bytes, field, end);
        ColumnFault.Kind kind = decimal.slow(text);
        if (kind == null) {
            values.add(decimal.value());
            return true;
        }
        return values.unfit(kind, at, PrintableText.shortened(text, SHOWN));
    }
}
