package dev.hocket.jobs.run;

/**
 * A word given as an input is not a value of the task's input type. The message names the word, its
 * position where it is known, and the type with its range. Trying again cannot help.
 */
public final class BadInputException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    BadInputException(String message) {
        super(message);
    }
}
