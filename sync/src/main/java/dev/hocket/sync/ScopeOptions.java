package dev.hocket.sync;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Options of a {@link TaskScope}. Immutable.
 *
 * @param name the prefix of the names of its threads: {@code name-1}, {@code name-2}, ...
 * @param until when {@code join} ends
 * @param deadline how long after its opening the scope is cancelled, or null for never
 * @param grace how long {@link TaskScope#close} waits for shielded tasks, and then for tasks that
 *     were interrupted; the default is 10 seconds
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

    /** {@link Until#FIRST_FAILURE}, no deadline, a grace period of 10 seconds. */
    public static ScopeOptions defaults() {
        return DEFAULTS;
    }

    /** The same with another name for its threads. */
    public ScopeOptions withName(String name) {
        return new ScopeOptions(name, until, deadline, grace);
    }

    /** The same with another rule for the end of {@code join}. */
    public ScopeOptions withUntil(Until until) {
        return new ScopeOptions(name, until, deadline, grace);
    }

    /** The same with a deadline, counted from the opening of the scope. */
    public ScopeOptions withDeadline(Duration deadline) {
        return new ScopeOptions(name, until, deadline, grace);
    }

    /** The same with another grace period. */
    public ScopeOptions withGrace(Duration grace) {
        return new ScopeOptions(name, until, deadline, grace);
    }
}
