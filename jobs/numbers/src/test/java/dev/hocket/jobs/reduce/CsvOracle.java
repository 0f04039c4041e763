package dev.hocket.jobs.reduce;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a column of CSV comes to, by the rules of {@code docs/reduce.md} and the plainest program
 * that holds them: one character at a time, all of the text in memory.
 */
public final class CsvOracle {
    private static final Pattern NUMBER =
            Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");

    private final String text;
    private final char separator;
    private final List<Row> rows = new ArrayList<>();
    private int at;
    private int openQuote = -1;

    private CsvOracle(String text, char separator) {
        this.text = text;
        this.separator = separator;
    }

    /** A record: where it begins, its fields, whether all of it is empty. */
    private record Row(int start, List<String> fields, boolean empty) {}

    /** What is expected: the sum and number of values, or a part of the error's message. */
    public record Expected(double sum, long count, @Nullable String error) {
        @Override
        public String toString() {
            return error == null ? sum + " of " + count : error;
        }
    }

    /**
     * Reads a column by its number from 1, or by its name.
     *
     * @param header whether there is a header; null to tell
     */
    public static Expected read(String whole, String column, @Nullable Boolean header) {
        String text = whole.startsWith("\uFEFF") ? whole.substring(1) : whole;
        if (text.isEmpty()) {
            return error("is empty");
        }
        CsvOracle best = null;
        for (char candidate : ",\t;|".toCharArray()) {
            CsvOracle oracle = new CsvOracle(text, candidate);
            oracle.rows.add(oracle.row());
            if (best == null || oracle.isLikelierThan(best)) {
                best = oracle;
            }
        }
        if (best == null) {
            throw new AssertionError();
        }
        return best.reduce(column, header);
    }

    private static Expected error(String message) {
        return new Expected(0, 0, message);
    }

    private boolean isLikelierThan(CsvOracle other) {
        int fields = rows.getFirst().fields.size();
        int others = other.rows.getFirst().fields.size();
        return fields > others || (fields == others && openQuote < 0 && other.openQuote >= 0);
    }

    private Row row() {
        int start = at;
        List<String> fields = new ArrayList<>();
        while (true) {
            fields.add(field());
            if (at < text.length() && text.charAt(at) == separator) {
                at++;
                continue;
            }
            break;
        }
        boolean empty = at == start;
        if (text.startsWith("\r\n", at)) {
            at += 2;
        } else if (at < text.length()) {
            at++;
        }
        return new Row(start, fields, empty);
    }

    private String field() {
        int start = at;
        if (at < text.length() && text.charAt(at) == '"') {
            at++;
            while (true) {
                if (at >= text.length()) {
                    openQuote = start;
                    return text.substring(start);
                }
                if (text.charAt(at++) == '"') {
                    if (at < text.length() && text.charAt(at) == '"') {
                        at++;
                    } else {
                        break;
                    }
                }
            }
        }
        while (at < text.length()
                && text.charAt(at) != separator
                && text.charAt(at) != '\n'
                && text.charAt(at) != '\r') {
            at++;
        }
        String field = blanksOff(text.substring(start, at));
        boolean quoted = field.length() > 1 && field.startsWith("\"") && field.endsWith("\"");
        return quoted
                ? blanksOff(field.substring(1, field.length() - 1).replace("\"\"", "\""))
                : field;
    }

    private static String blanksOff(String field) {
        return field.replaceAll("^[ \t]+|[ \t]+$", "");
    }

    private Expected reduce(String column, @Nullable Boolean header) {
        List<String> names = rows.getFirst().fields;
        if (openQuote >= 0) {
            return openQuote();
        }
        OptionalInt number =
                column.matches("\\d+")
                        ? OptionalInt.of(Integer.parseInt(column))
                        : OptionalInt.empty();
        int index = Boolean.FALSE.equals(header) ? -1 : names.indexOf(column);
        if (index < 0) {
            index = number.orElse(0) - 1;
        }
        if (index < 0 || index >= names.size()) {
            return error("has no column '" + column + "'");
        }
        boolean guessed = header == null && number.isPresent();
        boolean first =
                guessed ? isText(names.get(index)) : header == null || Boolean.TRUE.equals(header);
        while (at < text.length() && openQuote < 0) {
            rows.add(row());
        }
        return sum(index, first, guessed);
    }

    private Expected openQuote() {
        return error("line " + line(openQuote) + ": an unclosed quote");
    }

    private Expected sum(int index, boolean header, boolean guessed) {
        BigDecimal sum = BigDecimal.ZERO;
        long count = 0;
        for (int i = header ? 1 : 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            if (openQuote >= 0 && i == rows.size() - 1) {
                return openQuote();
            }
            if (index >= row.fields.size()) {
                return error(
                        "line "
                                + line(row.start)
                                + (row.empty ? ": no value" : ": the line has no such column"));
            }
            String field = row.fields.get(index);
            if (field.isEmpty()) {
                return error("line " + line(row.start) + ": no value");
            }
            if (isText(field)) {
                return error(
                        "line " + line(row.start) + ": '" + shown(field) + "' is not a number");
            }
            sum = sum.add(new BigDecimal(field));
            count++;
        }
        return header && guessed && count == 0
                ? error("has only one line")
                : new Expected(sum.doubleValue(), count, null);
    }

    private static String shown(String field) {
        return field.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t");
    }

    private static boolean isText(String field) {
        return !field.isEmpty() && !NUMBER.matcher(field).matches();
    }

    private int line(int place) {
        return 1
                + (int)
                        Pattern.compile("\r\n|\r|\n")
                                .matcher(text.substring(0, place))
                                .results()
                                .count();
    }
}
