package dev.hocket.joblog;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * One line of a joblog.
 *
 * @param index the input's position in the source; -1 for a grown input, which is identified by its
 *     key
 * @param key the input's key
 * @param outcome {@code done}, {@code threw}, {@code timed-out} or {@code crashed}
 * @param attempts how many attempts were started; 0 if the line does not say
 * @param started when the last attempt started; null if the line does not say
 * @param time how long it took
 * @param lane the lane that ran it; empty if the line does not say
 * @param exit how a failed process ended
 * @param error the problem; empty if the input is done
 * @param grew the keys of inputs that grew from this outcome and are in no earlier line
 */
public record LoggedOutcome(
        long index,
        String key,
        String outcome,
        int attempts,
        @Nullable Instant started,
        Duration time,
        String lane,
        OptionalInt exit,
        String error,
        List<String> grew) {

    /** Whether it ended with an output. */
    public boolean isDone() {
        return outcome.equals("done");
    }
}
