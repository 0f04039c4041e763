package dev.hocket;

/** A run that its engine cannot hold to the contract; names the engines that can. */
public final class RefusedException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    /** A refusal; the message says what cannot be held, why, and what to do. */
    public RefusedException(String message) {
        super(message);
    }
}
