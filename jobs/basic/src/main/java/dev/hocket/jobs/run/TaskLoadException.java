package dev.hocket.jobs.run;

import org.jspecify.annotations.Nullable;

/**
 * A task could not be loaded. The message names what was given, what was expected and what to do; a
 * command line prints it as it is and exits with 255, since nothing has run yet.
 */
public class TaskLoadException extends Exception {
    private static final long serialVersionUID = 1L;

    TaskLoadException(String message) {
        super(message);
    }

    TaskLoadException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
