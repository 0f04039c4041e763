package dev.hocket;

/** The engine cannot run a job as its policy requires; the message names the engines that can. */
public final class RefusedException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    /**
     * Creates the exception; the message says what the engine cannot do, and what to do instead.
     */
    public RefusedException(String message) {
        super(message);
    }
}
