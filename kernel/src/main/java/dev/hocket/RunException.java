package dev.hocket;

import org.jspecify.annotations.Nullable;

/**
 * A run that could not go on, or whose engine was closed. Everything that it pulled has ended in an
 * outcome before.
 */
public final class RunException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** What gave way. */
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
     * For those who build a form of a run.
     *
     * @param part what gave way
     * @param message what happened, what was expected and what to do
     * @param cause why
     */
    public RunException(Part part, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.part = part;
    }

    /** What gave way. */
    public Part part() {
        return part;
    }
}
