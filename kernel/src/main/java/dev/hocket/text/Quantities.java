package dev.hocket.text;

import java.time.Duration;
import java.util.Locale;

/** The formats of quantities in all messages and reports. */
public final class Quantities {
    private static final String[] BYTES = {"B", "kB", "MB", "GB", "TB", "PB"};
    private static final String[] BINARY_BYTES = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

    private Quantities() {}

    /** A number with three significant digits: {@code 1.25}, {@code 31.4}, {@code 12345}. */
    public static String number(double value) {
        if (!Double.isFinite(value)) {
            return Double.toString(value);
        }
        double size = Math.abs(value);
        int decimals = size >= 99.95 ? 0 : size >= 9.995 ? 1 : 2;
        long scaled = Math.round(value * (decimals == 0 ? 1 : decimals == 1 ? 10 : 100));
        while (decimals > 0 && scaled % 10 == 0) {
            scaled /= 10;
            decimals--;
        }
        String digits = Long.toString(Math.abs(scaled));
        String sign = scaled < 0 ? "-" : "";
        if (decimals == 0) {
            return sign + digits;
        }
        String padded = "0".repeat(Math.max(0, decimals + 1 - digits.length())) + digits;
        int point = padded.length() - decimals;
        return sign + padded.substring(0, point) + "." + padded.substring(point);
    }

    /** A number, in thousands, millions or billions if it is large: {@code 23.4 k}. */
    public static String compact(double value) {
        double size = Math.abs(value);
        if (size < 9_995) {
            return number(value);
        }
        if (size < 999_500) {
            return number(value / 1e3) + " k";
        }
        return size < 999.5e6 ? number(value / 1e6) + " M" : number(value / 1e9) + " G";
    }

    /** How many times as large, with two decimals: {@code 1.50}. */
    public static String ratio(double value) {
        return String.format(Locale.ROOT, value >= 99.95 ? "%.0f" : "%.2f", value);
    }

    /** A time in the largest unit that keeps it at one or more: {@code 1.5 s}, {@code 20 ms}. */
    public static String duration(Duration time) {
        return nanos((double) time.toNanos());
    }

    /**
     * A time in nanoseconds, in the format of {@link #duration}: {@code 2 min 05 s}, {@code 250
     * µs}.
     */
    public static String nanos(double nanos) {
        if (nanos >= 59.95e9) {
            long seconds = Math.round(nanos / 1e9);
            return seconds < 3600
                    ? seconds / 60 + " min " + twoDigits(seconds % 60) + " s"
                    : seconds / 3600 + " h " + twoDigits(seconds / 60 % 60) + " min";
        }
        if (nanos >= 999.5e6) {
            return number(nanos / 1e9) + " s";
        }
        if (nanos >= 999.5e3) {
            return number(nanos / 1e6) + " ms";
        }
        return nanos >= 999.5 ? number(nanos / 1e3) + " µs" : number(nanos) + " ns";
    }

    private static String twoDigits(long number) {
        return number < 10 ? "0" + number : Long.toString(number);
    }

    /** A number of bytes: {@code 512 B}, {@code 1.5 MB}, {@code 2.25 GB}. */
    public static String bytes(double count) {
        double value = count;
        int unit = 0;
        while (value >= 999.5 && unit < BYTES.length - 1) {
            value /= 1000;
            unit++;
        }
        return number(unit == 0 ? Math.round(value) : value) + " " + BYTES[unit];
    }

    /** The size of a memory or a cache, in powers of 1024: {@code 48 KiB}, {@code 1.5 GiB}. */
    public static String binaryBytes(long count) {
        double value = count;
        int unit = 0;
        while (value >= 1023.5 && unit < BINARY_BYTES.length - 1) {
            value /= 1024;
            unit++;
        }
        return number(value >= 10 ? Math.round(value) : Math.round(value * 10) / 10.0)
                + " "
                + BINARY_BYTES[unit];
    }

    /** How many in a second: {@code 1250/s}. */
    public static String rate(double perSecond) {
        return number(perSecond) + "/s";
    }

    /** A share of one, in whole percent: {@code 42 %}. */
    public static String percent(double share) {
        return Math.round(100 * share) + " %";
    }

    /** A count in groups of three digits: {@code 1,234,567}. */
    public static String count(long count) {
        String digits = Long.toString(Math.abs(count));
        StringBuilder text = new StringBuilder(count < 0 ? "-" : "");
        for (int i = 0; i < digits.length(); i++) {
            if (i > 0 && (digits.length() - i) % 3 == 0) {
                text.append(',');
            }
            text.append(digits.charAt(i));
        }
        return text.toString();
    }

    /** A count with its noun: {@code 1 input}, {@code 1,000 inputs}. */
    public static String count(long count, String noun) {
        return count(count) + " " + noun + (count == 1 ? "" : "s");
    }
}
