package dev.hocket.text;

import java.io.FileNotFoundException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/**
 * Shows throwables and user objects as one readable line. Exceptions of their methods are caught
 * here.
 */
public final class ErrorText {
    private static final int SHOWN = 200;

    private ErrorText() {}

    /** The message of the throwable, or its type if there is no message. */
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

    /** The type and, if there is one, the message: {@code IOException: no route to host}. */
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

    /** An object's text, shortened if it is long. */
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
