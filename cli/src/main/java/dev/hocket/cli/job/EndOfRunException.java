package dev.hocket.cli.job;

import java.io.IOException;

/**
 * What an outcome shows makes the whole run useless: it is stopped, and the message, a sentence for
 * the user, is all that is told.
 */
final class EndOfRunException extends IOException {
    private static final long serialVersionUID = 1;

    EndOfRunException(String message, Throwable cause) {
        super(message, cause);
    }
}
