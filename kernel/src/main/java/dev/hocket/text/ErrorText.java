package dev.hocket.text;

import java.io.FileNotFoundException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/**
 * Throwables, and objects of the user's own, in one line for people. Nothing that their methods
 * throw comes out of here.
 */
public final class ErrorText {
    private static final int SHOWN = 200;

    private ErrorText() {}

    /** What went wrong: the message, or the type where there is none. */
    public static String of(@Nullable Throwable problem) {
        return switch (problem) {
            case null -> "unknown reason";
            case NoSuchFileException missing -> "no such file: " + missing.getFile();
            case FileNotFoundException missing -> "no such file: " + missing.getMessage();
            case AccessDeniedException denied -> "permission denied: " + denied.getFile();
            default -> {
                String text = message(problem);
                yield text == null || text.isBlank() ? problem.getClass().getSimpleName() : text;
            }
        };
    }

    /** The type with the message, where there is one: {@code IOException: no route to host}. */
    public static String named(Throwable problem) {
        String text = message(problem);
        String type = problem.getClass().getSimpleName();
        return text == null || text.isBlank() ? type : type + ": " + text;
    }

    private static @Nullable String message(Throwable problem) {
        try {
            return problem.getMessage();
        } catch (Throwable broken) { // it is of the user's own
            return "its getMessage() threw " + broken.getClass().getName();
        }
    }

    /** An object's text, shortened where it is long. */
    public static String shown(@Nullable Object value) {
        try {
            String text = String.valueOf(value);
            return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
        } catch (Throwable broken) { // it is of the user's own
            return "%s, whose toString() threw %s"
                    .formatted(
                            value == null ? "null" : value.getClass().getName(),
                            broken.getClass().getName());
        }
    }
}
