package dev.hocket;

/**
 * Receives the events of a run, one at a time, on the thread that starts, consumes or closes the
 * run. If a listener throws, it gets no more events and a warning is logged; the run continues.
 */
public interface Listener {

    /** The run has started. */
    default void started(Run<?, ?> run) {}

    /** An outcome is about to be delivered; the journal has it already. */
    default void outcome(Outcome<?, ?> outcome) {}

    /**
     * The run has ended: no attempt is running, and all outcomes were consumed or the run was
     * closed. Called once.
     */
    default void ended(Report report) {}
}
