package dev.hocket.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a job is submitted: to which queue, when it is due, and with which priority and key.
 * Immutable.
 *
 * @param queue the queue; {@code default} if none is named
 * @param priority 0 to 9; 0 is claimed first
 * @param delay how long after its submission the job is due, by the clock of the database
 * @param at when the job is due, or null if {@code delay} says so
 * @param key no other job with this key is accepted while this one has not ended, or null
 * @param timeToLive how long after it is due the job may still start, or null for ever
 * @param after the jobs that must be done before this one is due
 */
public record Submission(
        String queue,
        int priority,
        Duration delay,
        @Nullable Instant at,
        @Nullable String key,
        @Nullable Duration timeToLive,
        List<Long> after) {

    /** The queue of those who name none. */
    public static final String DEFAULT_QUEUE = "default";

    /** The priority of those who name none. */
    public static final int DEFAULT_PRIORITY = 5;

    public Submission {
        if (queue.isBlank()) {
            throw new IllegalArgumentException("the name of a queue must not be blank");
        }
        if (priority < 0 || priority > 9) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "priority %d: must be from 0, which is first, to 9",
                            priority));
        }
        if (delay.isNegative()) {
            throw new IllegalArgumentException("delay " + delay + ": must not be negative");
        }
        if (timeToLive != null && (timeToLive.isNegative() || timeToLive.isZero())) {
            throw new IllegalArgumentException("time to live " + timeToLive + ": must be positive");
        }
        after = List.copyOf(new LinkedHashSet<>(after)); // each job once
    }

    /** A submission that is due at once, to the queue {@code default}. */
    public static Submission now() {
        return in(Duration.ZERO);
    }

    /** A submission that is due after a delay. */
    public static Submission in(Duration delay) {
        return new Submission(DEFAULT_QUEUE, DEFAULT_PRIORITY, delay, null, null, null, List.of());
    }

    /** A submission that is due at a time. */
    public static Submission at(Instant time) {
        return new Submission(
                DEFAULT_QUEUE,
                DEFAULT_PRIORITY,
                Duration.ZERO,
                Objects.requireNonNull(time, "time"),
                null,
                null,
                List.of());
    }

    /** The same to another queue. */
    public Submission queue(String name) {
        return new Submission(name, priority, delay, at, key, timeToLive, after);
    }

    /** The same with a priority: 0, which is claimed first, to 9. */
    public Submission priority(int number) {
        return new Submission(queue, number, delay, at, key, timeToLive, after);
    }

    /** The same with a key: while a job with this key has not ended, no other is accepted. */
    public Submission key(String unique) {
        return new Submission(
                queue,
                priority,
                delay,
                at,
                Objects.requireNonNull(unique, "unique"),
                timeToLive,
                after);
    }

    /** The same for a job that must start within this time after it is due, or not at all. */
    public Submission timeToLive(Duration time) {
        return new Submission(queue, priority, delay, at, key, time, after);
    }

    /** The same for a job that is due once another one is done; may be called several times. */
    public Submission after(Ticket<?> other) {
        return after(other.id());
    }

    /** {@link #after(Ticket)} with the job's number. */
    public Submission after(long id) {
        List<Long> all = new ArrayList<>(after);
        all.add(id);
        return new Submission(queue, priority, delay, at, key, timeToLive, all);
    }
}
