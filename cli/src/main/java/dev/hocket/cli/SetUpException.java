package dev.hocket.cli;

import org.jspecify.annotations.Nullable;

/**
 * A command that cannot begin: wrong use, a missing file, a task that does not load. The message is
 * one sentence or more for the user, who sees nothing else; the exit status is 255.
 */
final class SetUpException extends Exception {
    private static final long serialVersionUID = 1;

    SetUpException(String message) {
        super(message);
    }

    SetUpException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
