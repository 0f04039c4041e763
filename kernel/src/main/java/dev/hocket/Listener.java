package dev.hocket;

/**
 * Sees a run's events. Called by the run's consumer, one event at a time. One that throws is
 * detached from the run, with a warning; the run goes on.
 */
public interface Listener {

    /** The run has started. */
    default void started(Run<?, ?> run) {}

    /** An outcome is about to be delivered; the journal has it already. */
    default void outcome(Outcome<?, ?> outcome) {}

    /** The run has ended: nothing runs any more and all outcomes were consumed. */
    default void ended(Report report) {}
}
