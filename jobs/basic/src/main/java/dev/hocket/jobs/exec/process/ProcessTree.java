package dev.hocket.jobs.exec.process;

/**
 * A command's process and what it has started, as far as they can be told. Safe for use by many
 * threads.
 */
interface ProcessTree {

    /** Asks all of them to end. */
    void terminate();

    /** Ends all of them. */
    void kill();

    /** Whether any of them still runs. */
    boolean alive();
}
