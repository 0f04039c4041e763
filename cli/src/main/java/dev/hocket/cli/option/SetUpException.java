package dev.hocket.cli.option;

import org.jspecify.annotations.Nullable;

/**
 * A command that cannot begin: wrong use, a missing file, a task that does not load. The message is
 * one sentence or more for the user, who sees nothing else; the exit status is 255.
 */
public final class SetUpException extends Exception {
    private static final long serialVersionUID = 1;

    public SetUpException(String message) {
        super(message);
    }

    public SetUpException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
