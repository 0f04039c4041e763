package dev.hocket.jobs.fetch;

import dev.hocket.RetryAfter;
import java.io.Serial;
import java.time.Duration;

/** The server is busy and says when to retry: {@code Retry-After} with status 429 or 503. */
public final class ServerBusyException extends StatusException implements RetryAfter {
    @Serial private static final long serialVersionUID = 1;

    private final Duration wait;
    private final boolean passing;

    ServerBusyException(int status, String message, Duration wait, boolean passing) {
        super(status, message);
        this.wait = wait;
        this.passing = passing;
    }

    @Override
    public Duration retryAfter() {
        return wait;
    }

    /** Whether the wait is not longer than the maximum. */
    @Override
    public boolean isPassing() {
        return passing;
    }
}
