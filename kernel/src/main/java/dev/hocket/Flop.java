package dev.hocket;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a slot holds in place of an output. */
sealed interface Flop {

    /** The attempt failed. */
    record Broke(Cause cause) implements Flop {}

    /** The attempt succeeded and grew inputs. */
    record Grew(@Nullable Object output, List<?> inputs, List<String> keys) implements Flop {}

    /** The input is not at its end: another lease carries it on. */
    enum Mark implements Flop {
        /** It waits for its next attempt. */
        PENDING,
        /** The attempt was not started. */
        UNSTARTED
    }
}
