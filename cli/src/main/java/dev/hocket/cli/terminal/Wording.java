package dev.hocket.cli.terminal;

import dev.hocket.jobs.exec.ExactText;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** How things are written for people. */
public final class Wording {
    private Wording() {}

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
                            + "' is not UTF-8, and Java cannot open such a file; rename it, or use"
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
