package dev.hocket.text;

import java.time.Duration;
import java.util.Locale;

/** How quantities are written for people. */
public final class Texts {
    private Texts() {}

    /**
     * A duration in the largest unit that keeps it at one or more: {@code 1.5 s}, {@code 20 ms}.
     */
    public static String duration(Duration time) {
        return nanos((double) time.toNanos());
    }

    public static String nanos(double nanos) {
        if (nanos >= 60e9) {
            long seconds = Math.round(nanos / 1e9);
            return seconds < 3600
                    ? "%d min %02d s".formatted(seconds / 60, seconds % 60)
                    : "%d h %02d min".formatted(seconds / 3600, seconds / 60 % 60);
        }
        if (nanos >= 1e9) {
            return number(nanos / 1e9) + " s";
        }
        if (nanos >= 1e6) {
            return number(nanos / 1e6) + " ms";
        }
        return nanos >= 1e3 ? number(nanos / 1e3) + " µs" : number(nanos) + " ns";
    }

    /** Three significant digits, no trailing zeros. */
    public static String number(double value) {
        String text =
                String.format(
                        Locale.ROOT, value >= 100 ? "%.0f" : value >= 10 ? "%.1f" : "%.2f", value);
        return text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
    }
}
