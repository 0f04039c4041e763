package dev.hocket.queue;

/**
 * Thrown when an input or output cannot be written or read; the message names the field, as in
 * {@code customer.age: expected a whole number, found "forty"}.
 */
public final class PayloadException extends Exception {
    private static final long serialVersionUID = 1;

    /** Creates the exception, for a codec. */
    public PayloadException(String message) {
        super(message);
    }

    /** Creates the exception with its cause, for a codec. */
    public PayloadException(String message, Throwable cause) {
        super(message, cause);
    }
}
