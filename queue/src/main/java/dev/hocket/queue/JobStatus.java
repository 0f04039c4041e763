package dev.hocket.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What is known of a job.
 *
 * @param id its number
 * @param queue the queue it was submitted to
 * @param name the name of the job
 * @param priority 0, which is claimed first, to 9
 * @param attempts how often it was given to a worker
 * @param due when it is or was due
 * @param worker the worker that holds or ended it, as {@code host:pid}
 * @param started when the last attempt started
 * @param ended when it ended
 * @param time how long the last attempt took
 * @param error why it did not end with an output
 */
public record JobStatus(
        long id,
        String queue,
        String name,
        int priority,
        JobState state,
        int attempts,
        Instant submitted,
        Instant due,
        Optional<String> worker,
        Optional<Instant> started,
        Optional<Instant> ended,
        Duration time,
        Optional<String> error) {}
