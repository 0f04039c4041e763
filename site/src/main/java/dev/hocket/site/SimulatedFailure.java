package dev.hocket.site;

/** How a site fails that is told to. */
public enum SimulatedFailure {
    /** It answers with status 503. */
    UNAVAILABLE,
    /** It closes the connection and does not answer. */
    CLOSED,
    /** It closes the connection amid the body. */
    CUT,
    /** It sends half of the body, and then nothing more. */
    STALLED
}
