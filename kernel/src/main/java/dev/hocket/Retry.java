package dev.hocket;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * How often and when a failed input is retried.
 *
 * <p>The delay before attempt n+1 is {@code backoff · 2^(n-1)}, at most {@code maxBackoff},
 * shortened at random by up to half ("equal jitter": Brooker, <i>Exponential Backoff and
 * Jitter</i>, AWS Architecture Blog, 2015), so that inputs that failed together are not retried
 * together. A failure that implements {@link RetryAfter} sets its own delay.
 *
 * @param attempts the maximum number of attempts, including the first; at least 1
 * @param backoff the delay before the second attempt; zero for no delay
 * @param maxBackoff the longest delay
 * @param when which throwables are retried; time-outs and crashes always are
 */
public record Retry(
        int attempts, Duration backoff, Duration maxBackoff, Predicate<Throwable> when) {

    private static final Retry NONE = upTo(1);

    public Retry {
        if (attempts < 1) {
            throw new IllegalArgumentException(
                    "Retry.upTo(" + attempts + "): attempts count the first one, so at least 1");
        }
        if (backoff.isNegative() || maxBackoff.isNegative()) {
            throw new IllegalArgumentException(
                    "backoff " + backoff + ", at most " + maxBackoff + ": must not be negative");
        }
        Objects.requireNonNull(when, "when");
    }

    /** Makes only one attempt: the default. */
    public static Retry none() {
        return NONE;
    }

    /**
     * Makes at most {@code attempts} attempts, including the first, without a delay between them.
     */
    public static Retry upTo(int attempts) {
        return new Retry(attempts, Duration.ZERO, Duration.ofMinutes(1), failure -> true);
    }

    /** The same with a delay before the second attempt, doubling from there on. */
    public Retry withBackoff(Duration first) {
        return new Retry(attempts, first, maxBackoff, when);
    }

    /** The same with a maximum delay; the default is one minute. */
    public Retry withMaxBackoff(Duration longest) {
        return new Retry(attempts, backoff, longest, when);
    }

    /** The same, only for throwables that {@code worth} accepts. It must not throw. */
    public Retry when(Predicate<Throwable> worth) {
        return new Retry(attempts, backoff, maxBackoff, worth);
    }
}
