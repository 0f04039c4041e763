package dev.hocket.queue.store;

/** Thrown if the database cannot do what it was asked for. */
public final class StoreException extends Exception {
    private static final long serialVersionUID = 1;

    private final boolean passing;

    /**
     * Creates the exception.
     *
     * @param passing whether the same may succeed later: the connection was lost, or others were in
     *     the way
     */
    public StoreException(String message, Throwable cause, boolean passing) {
        super(message, cause);
        this.passing = passing;
    }

    /** Whether the same may succeed later. */
    public boolean isPassing() {
        return passing;
    }
}
