package dev.hocket;

import java.time.Duration;

/**
 * A failure that says when to retry, like the HTTP header {@code Retry-After}. Its delay replaces
 * the backoff of the job's {@link Retry} for the next attempt.
 */
public interface RetryAfter {

    /** How long to wait before the next attempt. */
    Duration retryAfter();
}
