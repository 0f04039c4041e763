package dev.hocket;

import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A journal, or the results stored beside it, cannot be used. The message is a sentence for users
 * that names the place, the problem and the remedy.
 */
public final class JournalException extends IOException {
    private static final long serialVersionUID = 1;

    /** What happened, what was expected and what to do, in a sentence. */
    public JournalException(String message) {
        super(message);
    }

    /** The same, with its cause. */
    public JournalException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** The sentence. */
    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
