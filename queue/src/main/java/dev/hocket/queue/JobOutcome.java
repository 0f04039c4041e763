package dev.hocket.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * How a queued job ended.
 *
 * @param <O> the type of the output
 */
public sealed interface JobOutcome<O extends @Nullable Object> {

    /** When and where it ran. */
    Times times();

    /** It ended with an output. */
    record Done<O extends @Nullable Object>(O output, Times times) implements JobOutcome<O> {}

    /**
     * It ended without an output.
     *
     * @param state failed, cancelled, expired or quarantined
     * @param cause the word for the cause, such as {@code threw} or {@code timed-out}
     * @param message what happened, in one line
     * @param exit the exit status, if a process failed
     * @param evidence what else was stored of the failure
     */
    record Failed<O extends @Nullable Object>(
            JobState state,
            String cause,
            String message,
            OptionalInt exit,
            Optional<byte[]> evidence,
            Times times)
            implements JobOutcome<O> {}

    /**
     * When and where a job ran.
     *
     * @param attempts how often it was given to a worker
     * @param started when the last attempt started, if there was one
     * @param ended when it ended
     * @param time how long the last attempt took
     * @param worker the worker, as {@code host:pid}, or empty
     */
    record Times(
            int attempts, Optional<Instant> started, Instant ended, Duration time, String worker) {}
}
