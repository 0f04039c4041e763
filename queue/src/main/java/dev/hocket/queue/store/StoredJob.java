package dev.hocket.queue.store;

import dev.hocket.queue.JobState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A job as it is stored.
 *
 * @param due when it is or was due
 * @param attempts how often it was given out
 * @param worker the worker that holds it or ended it, or null
 * @param started when the last attempt started, or null
 * @param ended when it ended, or null
 * @param nanos how long the last attempt took
 * @param result its output, or what is kept of a failure, or null
 * @param error why it failed, as JSON, or null
 */
@SuppressWarnings("ArrayRecordComponent") // payloads are compared by nobody
public record StoredJob(
        long id,
        String queue,
        String name,
        int priority,
        JobState state,
        int attempts,
        Instant submitted,
        Instant due,
        @Nullable String worker,
        @Nullable Instant started,
        @Nullable Instant ended,
        long nanos,
        byte @Nullable [] payload,
        byte @Nullable [] result,
        @Nullable String error) {}
