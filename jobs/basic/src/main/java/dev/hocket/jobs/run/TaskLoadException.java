package dev.hocket.jobs.run;

import org.jspecify.annotations.Nullable;

/**
 * A task could not be loaded. The message says what was given, what was expected and what to do. A
 * command line prints it unchanged and exits with 255, because nothing has run.
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
