package dev.hocket.cli.option;

import dev.hocket.Halt;
import dev.hocket.Rate;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads the values of options, and says what is wrong with them. */
public final class OptionValues {
    private static final String DURATION = "500ms, 2s, 1m or 1h (a number alone means seconds)";

    private OptionValues() {}

    /** A length of time above zero, such as {@code 500ms}. */
    public static Duration duration(String option, String text) throws SetUpException {
        Duration time = durationOrNull(text);
        if (time == null || time.isZero()) {
            throw bad(option, text, "a time above zero: " + DURATION);
        }
        return time;
    }

    private static @Nullable Duration durationOrNull(String text) {
        int digits = 0;
        while (digits < text.length() && isNumeric(text.charAt(digits))) {
            digits++;
        }
        double nanos =
                switch (text.substring(digits).toLowerCase(Locale.ROOT)) {
                    case "ns" -> 1;
                    case "us", "µs" -> 1e3;
                    case "ms" -> 1e6;
                    case "", "s", "sec" -> 1e9;
                    case "m", "min" -> 60e9;
                    case "h" -> 3600e9;
                    case "d" -> 86_400e9;
                    default -> Double.NaN;
                };
        try {
            double all = Double.parseDouble(text.substring(0, digits)) * nanos;
            return all < 9e18 ? Duration.ofNanos(Math.round(all)) : null;
        } catch (NumberFormatException _) {
            return null;
        }
    }

    private static boolean isNumeric(char c) {
        return (c >= '0' && c <= '9') || c == '.';
    }

    /** A whole number from {@code least} on. */
    public static int count(String option, String text, int least) throws SetUpException {
        try {
            int number = Integer.parseInt(text);
            if (number >= least) {
                return number;
            }
        } catch (NumberFormatException _) {
            // said below
        }
        throw bad(option, text, "a whole number, at least " + least);
    }

    /** A rate, such as {@code 100/s}. */
    static Rate rate(String text) throws SetUpException {
        int slash = text.indexOf('/');
        String form = "a number, a slash and a time: 100/s, 30/m or 1/500ms";
        if (slash < 0) {
            throw bad("--rate", text, form);
        }
        String per = text.substring(slash + 1);
        boolean unitOnly = !per.isEmpty() && !isNumeric(per.charAt(0));
        Duration time = durationOrNull(unitOnly ? "1" + per : per);
        try {
            double count = Double.parseDouble(text.substring(0, slash));
            if (time != null && !per.isEmpty() && count > 0) {
                return Rate.of(count, time);
            }
        } catch (IllegalArgumentException _) {
            // said below
        }
        throw bad("--rate", text, form);
    }

    /** How many lanes {@code -j} means; 0 for the engine's own choice. */
    static int jobs(String text, int cores) throws SetUpException {
        if (text.equals("auto")) {
            return 0;
        }
        boolean share = text.endsWith("%");
        boolean more = text.startsWith("+");
        boolean fewer = text.startsWith("-");
        String digits = text.substring(more || fewer ? 1 : 0, text.length() - (share ? 1 : 0));
        try {
            double number = share ? Double.parseDouble(digits) : Integer.parseInt(digits);
            if (number > 0 && number < 1e6 && Character.isDigit(digits.charAt(0))) {
                double lanes = share ? cores * number / 100 : number;
                double all = more ? cores + lanes : fewer ? cores - lanes : lanes;
                return (int) Math.max(1, Math.round(all));
            }
        } catch (NumberFormatException _) {
            // said below
        }
        throw bad(
                "--jobs",
                text,
                "a number, a percentage of the cores, a number more or fewer than the cores, or"
                        + " auto: 4, 50%, +2, -1 or auto");
    }

    /** When to give up, such as {@code now,fail=1}. */
    static Halt halt(String text) throws SetUpException {
        if (text.equals("never")) {
            return Halt.never();
        }
        int comma = text.indexOf(',');
        String when = comma < 0 ? "" : text.substring(0, comma);
        String what = text.substring(comma + 1);
        boolean known = when.equals("now") || when.equals("soon");
        if (known && what.startsWith("fail=")) {
            Halt.Mode mode = when.equals("now") ? Halt.Mode.NOW : Halt.Mode.SOON;
            String amount = what.substring("fail=".length());
            try {
                if (amount.endsWith("%")) {
                    double percent = Double.parseDouble(amount.substring(0, amount.length() - 1));
                    if (percent > 0 && percent <= 100) {
                        return Halt.atPercent(mode, percent);
                    }
                } else if (Integer.parseInt(amount) > 0) {
                    return Halt.atFailures(mode, Integer.parseInt(amount));
                }
            } catch (NumberFormatException _) {
                // said below
            }
        }
        if (known && what.matches("success=[1-9][0-9]{0,8}")) {
            Halt.Mode mode = when.equals("now") ? Halt.Mode.NOW : Halt.Mode.SOON;
            return Halt.atSuccesses(mode, Integer.parseInt(what.substring("success=".length())));
        }
        throw bad(
                "--halt",
                text,
                "never, or now or soon with a number of failures or successes: now,fail=1,"
                        + " soon,fail=10% or now,success=1");
    }

    public static SetUpException bad(String option, String found, String expected) {
        return new SetUpException(option + " '" + found + "': expected " + expected);
    }
}
