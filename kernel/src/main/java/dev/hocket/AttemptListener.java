package dev.hocket;

import java.time.Duration;

/**
 * Sees the attempts of a run as well, as they happen and whether or not anybody consumes the run:
 * give it to {@link RunOptions#withListener} as any other. These events come on lanes, several at
 * once, and a lane waits until the listener has returned: be quick. One that throws gets no more of
 * them, with a warning; the run goes on.
 *
 * <p>With such a listener, attempts are started and timed one by one, which costs some 200 ns each.
 * Engines whose attempts run elsewhere send several at once where they are short, and may tell late
 * that one has started.
 */
public interface AttemptListener extends Listener {

    /**
     * An attempt.
     *
     * @param input the input; of a {@linkplain Job#batch batch}, the list of its inputs, and {@code
     *     index} is that of the first
     * @param index its position in the source; -1 for a grown one
     * @param number which attempt at it this is, from 1
     * @param lane the lane's name, such as {@code threads-3}
     */
    record Attempt(Object input, long index, int number, String lane) {}

    /** An attempt is about to start. */
    default void attemptStarted(Attempt attempt) {}

    /**
     * An attempt has failed, and its input is tried again.
     *
     * @param cause why it failed
     * @param delay how long the input waits at least
     */
    default void attemptRetried(Attempt attempt, Cause cause, Duration delay) {}

    /**
     * A lane uses a worker process that was started for the engine and has run nothing yet.
     *
     * @param pid the process's number
     */
    default void workerStarted(String lane, long pid) {}

    /**
     * The worker process of a lane has died within a task, or was killed to end one.
     *
     * @param pid the process's number
     * @param cause how it died
     */
    default void workerDied(String lane, long pid, Cause.Crashed cause) {}
}
