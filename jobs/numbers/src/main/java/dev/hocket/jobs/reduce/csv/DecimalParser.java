package dev.hocket.jobs.reduce.csv;

import dev.hocket.jobs.reduce.aggregate.ColumnFault;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads decimal numbers. Up to 15 or so digits with a small exponent are read at once: both the
 * digits and the power of ten are then doubles without error, and one division or multiplication
 * rounds right (W. Clinger, <i>How to Read Floating Point Numbers Accurately</i>, 1990). All others
 * are left to the JDK, which rounds right too. For one thread.
 */
final class DecimalParser {
    private static final long MOST = 1L << 53;
    private static final int MOST_DIGITS = 18;
    private static final int MOST_POWER = 22;
    private static final double[] POWERS = new double[MOST_POWER + 1];

    static {
        double power = 1;
        for (int i = 0; i <= MOST_POWER; i++) {
            POWERS[i] = power;
            power *= 10;
        }
    }

    private double value;

    /** What was read last. */
    double value() {
        return value;
    }

    /** Whether the bytes are a number that can be read at once. */
    boolean isNumber(byte[] bytes, int from, int to) {
        int at = from;
        int end = to;
        while (end > at && bytes[end - 1] == ' ') {
            end--;
        }
        while (at < end && bytes[at] == ' ') {
            at++;
        }
        if (end - at > 1 && bytes[at] == '"' && bytes[end - 1] == '"') {
            at++;
            end--;
        }
        boolean negative = at < end && bytes[at] == '-';
        if (negative || (at < end && bytes[at] == '+')) {
            at++;
        }
        return digits(bytes, at, end, negative);
    }

    private boolean digits(byte[] bytes, int from, int end, boolean negative) {
        long number = 0;
        int at = from;
        int point = -1;
        for (; at < end; at++) {
            int digit = bytes[at] - '0';
            if (digit >= 0 && digit <= 9) {
                number = 10 * number + digit;
            } else if (bytes[at] == '.' && point < 0) {
                point = at;
            } else {
                return false;
            }
        }
        int decimals = point < 0 ? 0 : end - point - 1;
        int digits = end - from - (point < 0 ? 0 : 1);
        if (digits == 0 || digits > MOST_DIGITS || number > MOST || decimals > MOST_POWER) {
            return false;
        }
        double result = number / POWERS[decimals];
        value = negative ? -result : result;
        return true;
    }

    /** Reads what is no plain number: null where it is one, or else what it is. */
    ColumnFault.@Nullable Kind slow(String text) {
        if (text.isEmpty()) {
            return ColumnFault.Kind.BLANK;
        }
        char first = text.charAt(0);
        String word = text.substring(first == '-' || first == '+' ? 1 : 0);
        switch (word.toLowerCase(Locale.ROOT)) {
            case "nan" -> {
                return ColumnFault.Kind.NAN;
            }
            case "inf", "infinity" -> {
                value = first == '-' ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
                return null;
            }
            default -> {
                // a number, or text
            }
        }
        if (!isDecimal(word)) {
            return ColumnFault.Kind.TEXT;
        }
        value = Double.parseDouble(text);
        return null;
    }

    /** Digits with at most one point, and then perhaps an exponent. */
    private static boolean isDecimal(String word) {
        int at = 0;
        int digits = 0;
        boolean point = false;
        for (; at < word.length(); at++) {
            char c = word.charAt(at);
            if (c >= '0' && c <= '9') {
                digits++;
            } else if (c == '.' && !point) {
                point = true;
            } else {
                break;
            }
        }
        return digits > 0 && (at == word.length() || isExponent(word, at));
    }

    private static boolean isExponent(String word, int from) {
        int at = from + 1;
        if (word.charAt(from) != 'e' && word.charAt(from) != 'E') {
            return false;
        }
        if (at < word.length() && (word.charAt(at) == '-' || word.charAt(at) == '+')) {
            at++;
        }
        return at < word.length() && word.substring(at).chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
