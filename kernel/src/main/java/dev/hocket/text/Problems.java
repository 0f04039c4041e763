package dev.hocket.text;

import java.io.FileNotFoundException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/** Throwables in one line for people. */
public final class Problems {
    private Problems() {}

    public static String of(@Nullable Throwable problem) {
        return switch (problem) {
            case null -> "unknown reason";
            case NoSuchFileException missing -> "no such file: " + missing.getFile();
            case FileNotFoundException missing -> "no such file: " + missing.getMessage();
            case AccessDeniedException denied -> "permission denied: " + denied.getFile();
            default -> {
                String text = problem.getMessage();
                yield text == null || text.isBlank() ? problem.getClass().getSimpleName() : text;
            }
        };
    }
}
