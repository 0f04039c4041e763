package dev.hocket.choose.verdict;

import java.time.Duration;
import java.util.Locale;

/** How quantities are written for people. */
public final class Amounts {
    private Amounts() {}

    /** Three significant digits, in thousands and millions where they are large: {@code 1.52 M}. */
    static String number(double value) {
        if (value >= 999_500) {
            return digits(value / 1e6) + " M";
        }
        return value >= 9_995 ? digits(value / 1e3) + " k" : digits(value);
    }

    private static String digits(double value) {
        String form = value >= 99.95 ? "%.0f" : value >= 9.995 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, form, value);
    }

    static String ratio(double value) {
        return String.format(Locale.ROOT, value >= 99.95 ? "%.0f" : "%.2f", value);
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * share);
    }

    public static String time(Duration time) {
        return nanos((double) time.toNanos());
    }

    static String nanos(double nanos) {
        if (nanos >= 999.5e6) {
            return digits(nanos / 1e9) + " s";
        }
        if (nanos >= 999.5e3) {
            return digits(nanos / 1e6) + " ms";
        }
        return nanos >= 999.5 ? digits(nanos / 1e3) + " µs" : digits(nanos) + " ns";
    }

    static String bytes(long bytes) {
        return bytes >= 1_000_000_000
                ? digits(bytes / 1e9) + " GB"
                : String.format(Locale.ROOT, "%.0f MB", Math.ceil(bytes / 1e6));
    }
}
