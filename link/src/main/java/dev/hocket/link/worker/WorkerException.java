package dev.hocket.link.worker;

import org.jspecify.annotations.Nullable;

/** What stands for an exception that could not travel: its text. */
public final class WorkerException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private WorkerException(String text, @Nullable Throwable cause) {
        super(text, cause);
    }

    static String text(Throwable thrown) {
        return thrown.toString();
    }

    /** What was thrown in the worker, as near as it could come here. */
    public static Throwable of(String text, @Nullable Object value, @Nullable Throwable whyNot) {
        return value instanceof Throwable thrown ? thrown : new WorkerException(text, whyNot);
    }
}
