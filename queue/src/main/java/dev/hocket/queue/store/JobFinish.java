package dev.hocket.queue.store;

import dev.hocket.queue.JobState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a job.
 *
 * @param state how it ended
 * @param result its output, or what is kept of a failure, or null
 * @param error why it failed, as JSON, or null
 * @param started when the attempt was handed to the engine
 * @param nanos how long it took from there
 */
@SuppressWarnings("ArrayRecordComponent") // payloads are compared by nobody
public record JobFinish(
        long id,
        long lease,
        JobState state,
        byte @Nullable [] result,
        @Nullable String error,
        Instant started,
        long nanos) {}
