package dev.hocket.sync;

/** When the {@link TaskScope#join joining} of a scope ends, and what cancels the rest. */
public enum Until {
    /** All have ended, well or not. A failure cancels nothing; each is in its future. */
    ALL_DONE,
    /** The first has ended, well or not; the rest is cancelled. */
    FIRST_DONE,
    /** All have succeeded, or the first has failed; then the rest is cancelled. */
    FIRST_FAILURE,
    /** The first has succeeded, and the rest is cancelled; or all have failed. */
    FIRST_SUCCESS
}
