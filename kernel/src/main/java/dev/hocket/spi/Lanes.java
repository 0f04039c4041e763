package dev.hocket.spi;

import dev.hocket.Report;

/** The lanes that an engine runs for one run. Safe for use by several threads. */
public interface Lanes extends AutoCloseable {

    /**
     * Changes how many lanes there are, at once for more, as leases end for fewer.
     *
     * @param lanes from 1 to the engine's width
     */
    void width(int lanes);

    /**
     * Ends what a lane runs, as the engine can: by default its thread is interrupted, or the stage
     * cancelled that it awaits. Called by the run's watchdog; must not block, nor report the
     * attempt's end in the calling thread.
     */
    default void stop(Lane lane) {
        lane.interrupt();
    }

    /** A lane's attempt ignores that it was stopped and was given up: another lane takes over. */
    void replace(Lane lane);

    /**
     * Whether the calling thread should run leases itself while it waits for the run: it is a lane
     * of this engine already, or of a run that such a lane started and waits for, so that waiting
     * idly could leave a bounded pool without a lane; or the engine has no lanes but the caller.
     *
     * @throws IllegalStateException if the calling thread must not wait at all
     */
    boolean callerHelps();

    /**
     * The run's consumer, which is about to wait, calls this on its thread in place of a lane's
     * {@code wake}: what takes no longer than to wake a thread may as well be done here. Not called
     * where a lane may have to read the source or to ask the user's code.
     *
     * @param wake what {@link Supply#pull} or {@link Supply#park} was given
     */
    default void help(Runnable wake) {
        wake.run();
    }

    /**
     * What the engine did for this run and why, in a few sentences for people, where it had a
     * choice; else empty. Shown by {@link Report#account()}.
     */
    default String account() {
        return "";
    }

    /** Ends the lanes. The run is closed by then. */
    @Override
    void close();
}
