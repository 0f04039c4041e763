package dev.hocket.spi;

import dev.hocket.Report;

/** The lanes that an engine runs for one run. Safe for use by several threads. */
public interface Lanes extends AutoCloseable {

    /**
     * Changes the number of lanes: more lanes start at once; lanes end when their leases have
     * ended.
     *
     * @param lanes from 1 to the engine's width
     */
    void width(int lanes);

    /**
     * Stops the attempt of a lane: by default, its thread is interrupted or the stage for which it
     * waits is cancelled. Called by the run's watchdog; must not block, and must not report the
     * attempt's end in the calling thread.
     */
    default void stop(Lane lane) {
        lane.interrupt();
    }

    /** Replaces a lane whose attempt ignored that it was stopped, and was abandoned. */
    void replace(Lane lane);

    /**
     * Whether the calling thread should run leases itself while it waits for the run. This is so if
     * the thread is a lane of this engine, or of a run that such a lane started and waits for,
     * because waiting idly could leave a bounded pool without lanes; or if the engine's only lane
     * is the caller.
     *
     * @throws IllegalStateException if the calling thread must not wait at all
     */
    boolean callerHelps();

    /**
     * Called on the thread of the run's consumer, which is about to wait, instead of a lane's
     * {@code wake}: work that takes no longer than waking a thread can be done here. Not called if
     * a lane may have to read the source or to call user code.
     *
     * @param wake the argument of {@link Supply#pull} or {@link Supply#park}
     */
    default void help(Runnable wake) {
        wake.run();
    }

    /**
     * The calling thread has submitted an input to the run, and goes on: calls {@code wake}, unless
     * what it would wake a lane for takes no longer than that. Then the input may be done when this
     * returns.
     *
     * @param wake what {@link Supply#pull} or {@link Supply#park} was given
     */
    default void offer(Runnable wake) {
        wake.run();
    }

    /**
     * What the engine chose for this run and why, in a few readable sentences; empty if it had no
     * choice. Returned by {@link Report#account()}.
     */
    default String account() {
        return "";
    }

    /** Ends the lanes. The run has been closed before. */
    @Override
    void close();
}
