package dev.hocket.cli.option;

import java.util.Locale;

/** Numbers of bytes as options have them. */
public final class ByteSizes {
    private ByteSizes() {}

    /** A number of bytes above zero, such as {@code 500K} or {@code 1.5M}; K is 1000. */
    public static long of(String option, String text) throws SetUpException {
        String lower = text.toLowerCase(Locale.ROOT);
        String number = lower.endsWith("b") ? lower.substring(0, lower.length() - 1) : lower;
        double unit = 1;
        if (!number.isEmpty()) {
            unit =
                    switch (number.charAt(number.length() - 1)) {
                        case 'k' -> 1e3;
                        case 'm' -> 1e6;
                        case 'g' -> 1e9;
                        case 't' -> 1e12;
                        default -> 1;
                    };
        }
        try {
            String digits = unit == 1 ? number : number.substring(0, number.length() - 1);
            double bytes = digits.matches("[0-9.]+") ? Double.parseDouble(digits) * unit : -1;
            if (bytes >= 1 && bytes < 9e18) {
                return Math.round(bytes);
            }
        } catch (NumberFormatException _) {
            // said below
        }
        throw OptionValues.bad(option, text, "a number of bytes: 800, 500K, 10M or 2G");
    }
}
