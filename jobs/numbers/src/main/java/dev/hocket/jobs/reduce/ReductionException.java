package dev.hocket.jobs.reduce;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A file or column that cannot be reduced. The message is for a user: it names the file, the line
 * or position, what was found, what was expected and what to do.
 */
public final class ReductionException extends IOException {
    private static final long serialVersionUID = 1;

    /** An exception with this message. */
    public ReductionException(String message) {
        super(message);
    }

    /** An exception with this message and what led to it. */
    public ReductionException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
