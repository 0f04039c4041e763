package dev.hocket.link.codec;

import org.jspecify.annotations.Nullable;

/**
 * Replaces an exception that cannot be sent to another process: its text and, if possible, its
 * stack trace.
 */
public final class WorkerException extends RuntimeException {
    private static final long serialVersionUID = 2;

    WorkerException(String text, @Nullable Throwable cause) {
        super(text, cause);
    }

    /** The text of anything thrown, whatever its own methods do. */
    public static String text(Throwable thrown) {
        String type = thrown.getClass().getName();
        try {
            String text = thrown.toString();
            return text == null ? type : text;
        } catch (Throwable failed) {
            return text(type, failed.getClass().getName());
        }
    }

    private static String text(String type, String failed) {
        try {
            return type + " (its toString threw " + failed + ")";
        } catch (OutOfMemoryError _) { // nor is there room for that
            return type;
        }
    }

    /** What was thrown in the worker, as near as it could come here. */
    public static Throwable of(String text, @Nullable Object value, @Nullable Throwable whyNot) {
        return value instanceof Throwable thrown ? thrown : new WorkerException(text, whyNot);
    }
}
