package dev.hocket;

/**
 * Sees a run's events. Called one event at a time, by the thread that starts the run, consumes it
 * or closes it. One that throws is detached from the run, with a warning; the run goes on.
 */
public interface Listener {

    /** The run has started. */
    default void started(Run<?, ?> run) {}

    /** An outcome is about to be delivered; the journal has it already. */
    default void outcome(Outcome<?, ?> outcome) {}

    /**
     * The run has ended: nothing runs any more, and all outcomes were consumed or the run was
     * closed. Called once.
     */
    default void ended(Report report) {}
}
