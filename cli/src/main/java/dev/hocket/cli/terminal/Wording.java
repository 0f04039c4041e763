package dev.hocket.cli.terminal;

import dev.hocket.jobs.exec.ExactText;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** How things are written for people. */
public final class Wording {
    private Wording() {}

    /** A number with three digits that count: {@code 1.25}, {@code 31.4}, {@code 12345}. */
    public static String number(double value) {
        double size = Math.abs(value);
        int decimals = size >= 100 ? 0 : size >= 10 ? 1 : 2;
        long scaled = Math.round(value * (decimals == 0 ? 1 : decimals == 1 ? 10 : 100));
        while (decimals > 0 && scaled % 10 == 0) {
            scaled /= 10;
            decimals--;
        }
        String digits = Long.toString(scaled);
        if (decimals == 0) {
            return digits;
        }
        String padded = "0".repeat(Math.max(0, decimals + 1 - digits.length())) + digits;
        int point = padded.length() - decimals;
        return padded.substring(0, point) + "." + padded.substring(point);
    }

    /** An amount of bytes: {@code 512 B}, {@code 1.5 MB}, {@code 2.25 GB}. */
    public static String bytes(double count) {
        String[] units = {"B", "kB", "MB", "GB", "TB"};
        double value = count;
        int unit = 0;
        while (value >= 999.5 && unit < units.length - 1) {
            value /= 1000;
            unit++;
        }
        return number(unit == 0 ? Math.round(value) : value) + " " + units[unit];
    }

    /** A time: {@code 20 ms}, {@code 1.5 s}, {@code 2 min 05 s}. */
    public static String duration(Duration time) {
        double seconds = time.toNanos() / 1e9;
        if (seconds < 1) {
            return number(seconds * 1e3) + " ms";
        }
        if (seconds < 60) {
            return number(seconds) + " s";
        }
        long whole = Math.round(seconds);
        return whole < 3600
                ? whole / 60 + " min " + twoDigits(whole % 60) + " s"
                : whole / 3600 + " h " + twoDigits(whole / 60 % 60) + " min";
    }

    private static String twoDigits(long number) {
        return number < 10 ? "0" + number : Long.toString(number);
    }

    public static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    /** The value that a task gave, in one text; arrays by their elements. */
    public static String output(@Nullable Object value) {
        if (value == null || !value.getClass().isArray()) {
            return String.valueOf(value);
        }
        String all = Arrays.deepToString(new Object[] {value});
        return all.substring(1, all.length() - 1);
    }

    /** What went wrong, in one line. */
    public static String problem(Throwable problem) {
        return switch (problem) {
            case NoSuchFileException missing -> "there is no file '" + missing.getFile() + "'";
            case AccessDeniedException denied ->
                    "no permission to read or write '" + denied.getFile() + "'";
            case InvalidPathException bytes when !ExactText.isUtf8(bytes.getInput()) ->
                    "the name '"
                            + bytes.getInput()
                            + "' is not UTF-8, and Java cannot name such a file; rename it, or use"
                            + " 'hocket exec', which can";
            default -> {
                String text = problem.getMessage();
                yield text == null || text.isBlank() ? problem.getClass().getSimpleName() : text;
            }
        };
    }

    /** A text short enough for a message. */
    public static String shortened(String text) {
        String line = text.replace('\n', ' ').replace('\r', ' ');
        return line.length() <= 120 ? line : line.substring(0, 117) + "...";
    }

    /** The stack trace of an error, without the last line break. */
    public static String trace(Throwable error) {
        StringWriter text = new StringWriter();
        error.printStackTrace(new PrintWriter(text));
        return text.toString().stripTrailing();
    }
}
