package dev.hocket.sync;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link TaskScope} goes. Immutable.
 *
 * @param name names its threads: {@code name-1}, {@code name-2}, ...
 * @param until when joining ends
 * @param deadline how long after its opening the scope is cancelled, or null for never
 * @param grace how long {@link TaskScope#close} waits for tasks that were told to end, and before
 *     that for shielded ones; 10 seconds by default
 */
public record ScopeOptions(String name, Until until, @Nullable Duration deadline, Duration grace) {
    private static final ScopeOptions DEFAULTS =
            new ScopeOptions("scope", Until.FIRST_FAILURE, null, Duration.ofSeconds(10));

    public ScopeOptions {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(until, "until");
        if (deadline != null && !deadline.isPositive()) {
            throw new IllegalArgumentException("deadline " + deadline + ": must be positive");
        }
        if (grace.isNegative()) {
            throw new IllegalArgumentException("grace " + grace + ": must not be negative");
        }
    }

    /** Until the first failure, without a deadline, with 10 seconds of grace. */
    public static ScopeOptions defaults() {
        return DEFAULTS;
    }

    /** The same with another name for its threads. */
    public ScopeOptions withName(String name) {
        return new ScopeOptions(name, until, deadline, grace);
    }

    /** The same with another end. */
    public ScopeOptions withUntil(Until until) {
        return new ScopeOptions(name, until, deadline, grace);
    }

    /** The same with a deadline, counted from the opening of the scope. */
    public ScopeOptions withDeadline(Duration deadline) {
        return new ScopeOptions(name, until, deadline, grace);
    }

    /** The same with another time of grace at its closing. */
    public ScopeOptions withGrace(Duration grace) {
        return new ScopeOptions(name, until, deadline, grace);
    }
}
