package dev.hocket;

import org.jspecify.annotations.Nullable;

/**
 * A run could not continue, or its engine was closed. Before the exception, each input that was
 * taken from the source has ended in an outcome.
 */
public final class RunException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** What failed. */
    public enum Part {
        /** The inputs could not be read. */
        SOURCE,
        /** The engine lost its lanes, or was closed. */
        ENGINE,
        /** Outcomes could not be recorded. */
        JOURNAL
    }

    private final Part part;

    /**
     * Creates the exception, for code that offers another way to consume a run.
     *
     * @param part what failed
     * @param message what happened, what was expected and what to do
     * @param cause the cause, or null
     */
    public RunException(Part part, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.part = part;
    }

    /** What failed. */
    public Part part() {
        return part;
    }
}
