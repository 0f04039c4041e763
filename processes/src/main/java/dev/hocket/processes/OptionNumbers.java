package dev.hocket.processes;

import java.util.Locale;

/** Numbers in text. */
final class OptionNumbers {
    private OptionNumbers() {}

    /** Bytes, as {@code java -Xmx} takes them: 256m, 2g. */
    static long bytes(String name, String text) {
        String low = text.toLowerCase(Locale.ROOT);
        int unit = low.isEmpty() ? -1 : "kmg".indexOf(low.charAt(low.length() - 1));
        String digits = unit < 0 ? low : low.substring(0, low.length() - 1);
        try {
            long number = Long.parseLong(digits);
            if (number > 0) {
                return Math.multiplyExact(number, 1L << (10 * (unit + 1)));
            }
        } catch (ArithmeticException | NumberFormatException _) {
            // said below
        }
        throw new IllegalArgumentException(
                "%s '%s' is not a size: give a number with k, m or g, such as 256m"
                        .formatted(name, text));
    }

    static int count(String name, String text) {
        try {
            int number = Integer.parseInt(text);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException _) {
            // said below
        }
        throw new IllegalArgumentException(
                "%s '%s' is not a whole number of at least 1, such as 1000".formatted(name, text));
    }
}
