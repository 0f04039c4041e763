package dev.hocket;

import dev.hocket.text.ErrorText;
import java.util.Locale;

/** Thrown when an input failed, by methods that return only outputs, such as {@link Engine#map}. */
public final class FailedInputException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final long index;
    private final transient Failure failure;

    private record Failure(Cause cause) {}

    /**
     * Creates the exception, for code that offers such a method.
     *
     * @param job the job's name
     * @param index the input's position in the source; -1 for a grown one
     * @param input the input
     * @param cause why it failed
     */
    public FailedInputException(String job, long index, Object input, Cause cause) {
        super(
                String.format(
                        Locale.ROOT,
                        "%s: input %d ('%s') failed: %s",
                        job,
                        index,
                        ErrorText.shown(input),
                        cause.message()),
                cause instanceof Cause.Threw(Throwable error) ? error : null);
        this.index = index;
        this.failure = new Failure(cause);
    }

    /** The input's position in the source; -1 for a grown one. */
    public long index() {
        return index;
    }

    /** Why it failed. */
    public Cause why() {
        return failure.cause();
    }
}
