package dev.hocket.link.codec;

import org.jspecify.annotations.Nullable;

/** What stands for an exception that cannot travel: its text, and its stack trace if that can. */
public final class WorkerException extends RuntimeException {
    private static final long serialVersionUID = 2;

    WorkerException(String text, @Nullable Throwable cause) {
        super(text, cause);
    }

    /** The text of anything thrown, whatever its own methods do. */
    public static String text(Throwable thrown) {
        try {
            String text = thrown.toString();
            return text == null ? thrown.getClass().getName() : text;
        } catch (Throwable failed) {
            return "%s (its toString threw %s)"
                    .formatted(thrown.getClass().getName(), failed.getClass().getName());
        }
    }

    /** What was thrown in the worker, as near as it could come here. */
    public static Throwable of(String text, @Nullable Object value, @Nullable Throwable whyNot) {
        return value instanceof Throwable thrown ? thrown : new WorkerException(text, whyNot);
    }
}
