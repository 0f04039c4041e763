package dev.hocket.sync;

/** When the {@link TaskScope#join join} of a scope ends, and what cancels the remaining tasks. */
public enum Until {
    /**
     * All tasks have ended, with or without a failure. A failure cancels nothing; it is in the
     * task's future.
     */
    ALL_DONE,
    /** The first task has ended, with or without a failure; the others are cancelled. */
    FIRST_DONE,
    /** All tasks have succeeded, or the first one has failed, which cancels the others. */
    FIRST_FAILURE,
    /** The first task has succeeded, which cancels the others; or all have failed. */
    FIRST_SUCCESS
}
