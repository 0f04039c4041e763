package dev.hocket.queue.store;

import dev.hocket.queue.JobState;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What a queue holds.
 *
 * @param jobs the number of jobs in each state
 * @param pausedUntil when its pause ends, if it is paused
 */
public record QueueCounts(String queue, Map<JobState, Long> jobs, Optional<Instant> pausedUntil) {}
