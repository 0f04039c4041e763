package dev.hocket.jobs.reduce;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the beginning of a text file tells of it.
 *
 * @param separator what parts fields
 * @param column the column to read, from 0
 * @param start where the first record of values begins
 */
record CsvLayout(char separator, int column, long start) implements Serializable {
    /** How many bytes are looked at. */
    static final int HEAD = 1 << 16;

    private static final byte[] MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};
    private static final String CANDIDATES = ",\t;|";

    CsvTokenizer reader() {
        return new CsvTokenizer((byte) separator, column);
    }

    /**
     * Looks at the first line.
     *
     * @param head the first bytes
     * @param whole whether these are all
     */
    static CsvLayout of(byte[] head, boolean whole, CsvSettings settings, String name)
            throws ReductionException {
        if (head.length == 0) {
            throw new ReductionException(
                    name + " is empty: there is no value in it, nor a line that names columns");
        }
        int from = head.length >= 3 && Arrays.equals(Arrays.copyOf(head, 3), MARK) ? 3 : 0;
        byte[] bytes = Arrays.copyOf(head, head.length + CsvTokenizer.PADDING);
        bytes[head.length] = '\n';
        Character given = settings.separator();
        char separator = given == null ? guess(bytes, from) : given;
        int next = new CsvTokenizer((byte) separator, 0).nextRecord(bytes, from, head.length);
        if (next > head.length && !whole) {
            throw new ReductionException(
                    "%s: the first line has more than %d bytes; is this a text file?"
                            .formatted(name, HEAD));
        }
        List<String> fields = fields(bytes, from, Math.min(next - 1, head.length), separator);
        int column = column(settings, fields, name);
        boolean header = isHeader(settings, fields, column);
        return new CsvLayout(separator, column, header ? Math.min(next, head.length) : from);
    }

    private static char guess(byte[] bytes, int from) {
        String line =
                new String(
                        bytes,
                        from,
                        CsvTokenizer.lineEnd(bytes, from) - from,
                        StandardCharsets.UTF_8);
        char best = ',';
        long most = 0;
        for (int i = 0; i < CANDIDATES.length(); i++) {
            char candidate = CANDIDATES.charAt(i);
            long count = line.chars().filter(c -> c == candidate).count();
            if (count > most) {
                best = candidate;
                most = count;
            }
        }
        return best;
    }

    private static List<String> fields(byte[] bytes, int from, int end, char separator) {
        List<String> fields = new ArrayList<>();
        boolean quoted = false;
        int start = from;
        for (int i = from; i <= end; i++) {
            if (i < end && bytes[i] == '"') {
                quoted = !quoted;
            }
            if (i == end || (!quoted && bytes[i] == (byte) separator)) {
                fields.add(CsvTokenizer.text(bytes, start, i));
                start = i + 1;
            }
        }
        return fields;
    }

    private static int column(CsvSettings settings, List<String> fields, String name)
            throws ReductionException {
        String column = settings.column();
        if (column == null) {
            return 0;
        }
        if (!Boolean.FALSE.equals(settings.header())) {
            int at = fields.indexOf(column);
            if (at >= 0 && fields.lastIndexOf(column) != at) {
                throw new ReductionException(
                        "%s: two columns are named '%s'; give the number of one"
                                .formatted(name, column));
            }
            if (at >= 0) {
                return at;
            }
        }
        int number = number(column);
        if (number < 1 || number > fields.size()) {
            throw new ReductionException(
                    "%s has no column '%s'; its first line has %d: %s"
                            .formatted(name, column, fields.size(), shown(fields)));
        }
        return number - 1;
    }

    private static String shown(List<String> fields) {
        String all = String.join(", ", fields);
        return all.length() <= 200 ? all : all.substring(0, 200) + "...";
    }

    private static int number(String text) {
        return text.matches("\\d{1,6}") ? Integer.parseInt(text) : -1;
    }

    private static boolean isHeader(CsvSettings settings, List<String> fields, int column) {
        @Nullable Boolean header = settings.header();
        if (header != null) {
            return header;
        }
        String given = settings.column();
        boolean byName = given != null && number(given) < 0;
        return byName || new DecimalParser().slow(fields.get(column)) == NonNumber.TEXT;
    }
}
