package dev.hocket.jobs.reduce.csv;

import dev.hocket.jobs.reduce.ReductionException;
import dev.hocket.jobs.reduce.aggregate.ColumnFault;
import dev.hocket.jobs.reduce.text.FileKind;
import dev.hocket.jobs.reduce.text.PrintableText;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the first record of a text tells of it.
 *
 * @param separator what parts fields
 * @param column the column to read, from 0
 * @param start where the first record of values begins
 * @param guessedHeader the first line, if it was taken for a header although nobody said so
 */
record CsvLayout(char separator, int column, long start, @Nullable String guessedHeader)
        implements Serializable {
    /** How many bytes are looked at. */
    static final int HEAD = 1 << 16;

    private static final String CANDIDATES = ",\t;|";
    private static final int SHOWN = 200;

    CsvColumnReader reader() {
        return new CsvColumnReader(separator, column);
    }

    /** A first record, as one separator cuts it. */
    private record FirstRecord(char separator, List<String> fields, int next, int openQuote) {
        /** Whether more fields come of it than of another one, or as many and it has its end. */
        boolean isLikelierThan(FirstRecord other) {
            int more = Integer.compare(fields.size(), other.fields.size());
            return more > 0 || (more == 0 && openQuote < 0 && other.openQuote >= 0);
        }
    }

    /**
     * Looks at the first record.
     *
     * @param head the first bytes, and what a {@link CsvTokenizer} wants behind them
     * @param length how many there are
     * @param last whether these are all
     * @return null if more bytes are needed
     */
    static @Nullable CsvLayout of(
            byte[] head, int length, boolean last, CsvOptions options, String name)
            throws ReductionException {
        int from = FileKind.markLength(head, length);
        boolean full = last || length >= HEAD;
        if (from == length && last) {
            throw new ReductionException(
                    name + " is empty: it has neither a value nor a line that names columns");
        }
        FirstRecord first = firstRecord(head, from, length, last, full, options.separator());
        if (first == null) {
            if (full) {
                FileKind.check(head, length, options.certain(), name);
                throw new ReductionException(
                        String.format(
                                Locale.ROOT,
                                "%s: the first line has more than %d bytes; is this a text file?",
                                name,
                                HEAD));
            }
            return null;
        }
        FileKind.check(head, length, options.certain(), name);
        if (first.openQuote >= 0) {
            throw new ReductionException(
                    String.format(
                            Locale.ROOT,
                            "%s, line %d: %s",
                            name,
                            LineBreaks.count(head, 0, first.openQuote) + 1,
                            ColumnFault.OPEN_QUOTE));
        }
        int column = column(options, first.fields, name);
        boolean header = isHeader(options, first.fields, column);
        boolean told = !header || options.header() != null || isName(options.column());
        return new CsvLayout(
                first.separator,
                column,
                header ? first.next : from,
                told ? null : shown(first.fields, Character.toString(first.separator)));
    }

    /** The likeliest of the first records; null while one of them is not whole. */
    private static @Nullable FirstRecord firstRecord(
            byte[] head,
            int from,
            int length,
            boolean last,
            boolean full,
            @Nullable Character given) {
        String candidates = given == null ? CANDIDATES : given.toString();
        FirstRecord best = null;
        for (int i = 0; i < candidates.length(); i++) {
            char separator = candidates.charAt(i);
            CsvTokenizer tokenizer = new CsvTokenizer(separator);
            int next = tokenizer.afterRecord(head, from, length, last);
            if (next == CsvTokenizer.INCOMPLETE) {
                if (!full) {
                    return null;
                }
                continue;
            }
            int open = tokenizer.openQuote();
            FirstRecord record =
                    new FirstRecord(separator, fields(tokenizer, head, from, length), next, open);
            best = best == null || record.isLikelierThan(best) ? record : best;
        }
        return best;
    }

    private static List<String> fields(CsvTokenizer tokenizer, byte[] head, int from, int length) {
        List<String> fields = new ArrayList<>();
        int field = from;
        while (true) {
            int end = tokenizer.fieldEnd(head, field, length);
            fields.add(FieldText.of(head, field, end));
            if (!tokenizer.isSeparator(head, end, length)) {
                return fields;
            }
            field = end + 1;
        }
    }

    private static int column(CsvOptions options, List<String> fields, String name)
            throws ReductionException {
        String column = options.column();
        if (column == null) {
            return 0;
        }
        if (!Boolean.FALSE.equals(options.header())) {
            int at = fields.indexOf(column);
            if (at >= 0 && fields.lastIndexOf(column) != at) {
                throw new ReductionException(
                        "%s: two columns are named '%s'; give the number of one"
                                .formatted(name, PrintableText.of(column)));
            }
            if (at >= 0) {
                return at;
            }
        }
        int number = number(column);
        if (number < 1 || number > fields.size()) {
            throw new ReductionException(
                    String.format(
                            Locale.ROOT,
                            "%s has no column '%s'; its first line has %d: %s",
                            name,
                            PrintableText.of(column),
                            fields.size(),
                            shown(fields, ", ")));
        }
        return number - 1;
    }

    private static String shown(List<String> fields, String between) {
        return PrintableText.shortened(String.join(between, fields), SHOWN);
    }

    private static int number(String text) {
        return text.matches("\\d{1,6}") ? Integer.parseInt(text) : -1;
    }

    private static boolean isName(@Nullable String column) {
        return column != null && number(column) < 0;
    }

    private static boolean isHeader(CsvOptions options, List<String> fields, int column) {
        Boolean header = options.header();
        if (header != null) {
            return header;
        }
        return isName(options.column())
                || new DecimalParser().slow(fields.get(column)) == ColumnFault.Kind.TEXT;
    }
}
