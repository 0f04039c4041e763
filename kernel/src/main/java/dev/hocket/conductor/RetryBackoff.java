package dev.hocket.conductor;

import dev.hocket.Cause;
import dev.hocket.Retry;
import dev.hocket.RetryAfter;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** Decides whether a failed input is retried, and when. */
public final class RetryBackoff {
    private final Retry retry;
    private final RandomGenerator jitter;

    public RetryBackoff(Retry retry, RandomGenerator jitter) {
        this.retry = retry;
        this.jitter = jitter;
    }

    /** Whether an input is to be tried again after an attempt, counted from 1. */
    public boolean worthAnother(int attempt, Cause cause) {
        if (attempt >= retry.attempts()) {
            return false;
        }
        return switch (cause) {
            case Cause.Threw(Throwable error) -> accepted(error);
            case Cause.TimedOut _, Cause.Crashed _ -> true;
            case Cause.Cancelled _ -> false;
        };
    }

    private boolean accepted(Throwable error) {
        try {
            return retry.when().test(error);
        } catch (Throwable broken) { // of the user's own
            suppress(error, broken);
            return false;
        }
    }

    @SuppressWarnings("ReferenceEquality") // an error cannot be suppressed by itself
    private static void suppress(Throwable error, Throwable broken) {
        if (broken != error) {
            error.addSuppressed(broken);
        }
    }

    /** How long it waits for that: at least half of the delay that doubles each time. */
    public long nanos(int attempt, Cause cause) {
        if (cause instanceof Cause.Threw(Throwable error) && error instanceof RetryAfter after) {
            try {
                Duration own = after.retryAfter();
                return own.isNegative() ? 0 : saturatedNanos(own);
            } catch (Throwable broken) { // of the user's own
                suppress(error, broken);
            }
        }
        long first = saturatedNanos(retry.backoff());
        long most = saturatedNanos(retry.maxBackoff());
        double grown = Math.min((double) most, first * Math.pow(2, Math.min(attempt - 1, 62)));
        return (long) (grown * (0.5 + 0.5 * jitter.nextDouble()));
    }

    /** Nanoseconds of a time that is not negative, small enough that such times can be added up. */
    public static long saturatedNanos(Duration time) {
        long most = Long.MAX_VALUE / 4;
        return time.toSeconds() >= most / 1_000_000_000 ? most : time.toNanos();
    }
}
