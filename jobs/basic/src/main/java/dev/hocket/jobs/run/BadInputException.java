package dev.hocket.jobs.run;

/**
 * A word that was given as an input is not a value of the task's input type. The message names the
 * word, its position if it is known, and the type with its range. A retry cannot help.
 */
public final class BadInputException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    BadInputException(String message) {
        super(message);
    }
}
