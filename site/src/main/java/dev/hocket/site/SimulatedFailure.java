package dev.hocket.site;

/** How a site simulates failures. */
public enum SimulatedFailure {
    /** It responds with status 503. */
    UNAVAILABLE,
    /** It closes the connection without a response. */
    CLOSED,
    /** It closes the connection amid the body. */
    CUT,
    /** It sends half of the body, and then nothing more. */
    STALLED
}
