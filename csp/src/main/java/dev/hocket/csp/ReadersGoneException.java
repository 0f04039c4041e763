package dev.hocket.csp;

/** Why a channel is closed that nobody reads any more: no failure, but its writers can end. */
final class ReadersGoneException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ReadersGoneException() {
        super("every process that read this channel has ended", null, false, false);
    }
}
