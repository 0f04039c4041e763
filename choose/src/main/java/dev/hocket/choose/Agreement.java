package dev.hocket.choose;

/**
 * Whether an engine returned the same outputs, and failed at the same inputs, as the first engine.
 */
public enum Agreement {
    /** All outputs that could be compared were the same. */
    SAME,
    /**
     * Some outputs differ: the task is not safe for use by several threads, or the engine is
     * broken.
     */
    DIFFERENT,
    /** The outputs differ from run to run even on one engine, or could not be compared. */
    UNKNOWN
}
