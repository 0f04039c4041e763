package dev.hocket.jobs.reduce;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A file or column cannot be reduced. The message is for users: it names the file, the line or
 * position, what was found, what was expected and what to do.
 */
public final class ReductionException extends IOException {
    private static final long serialVersionUID = 1;

    /** An exception with this message. */
    public ReductionException(String message) {
        super(message);
    }

    /** An exception with this message and a cause. */
    public ReductionException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
