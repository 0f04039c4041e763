package dev.hocket.choose;

/** Whether an engine gave the outputs, and failed at the inputs, that the first engine did. */
public enum Agreement {
    /** All that could be compared were the same. */
    SAME,
    /** Some differ: the task is not safe for use by several threads, or the engine is broken. */
    DIFFERENT,
    /** The job's answers differ from run to run on one engine alone, or none could be compared. */
    UNKNOWN
}
