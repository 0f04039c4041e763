package dev.hocket.run;

import dev.hocket.Job;
import dev.hocket.Limit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The key and the weight of an input, which user functions return, before it is claimed and without
 * the run's lock.
 *
 * @param limitKey the key that its limit counts it by, or null where there is no limit
 * @param weight its bytes in the window
 */
public record InputAdmission(@Nullable Object limitKey, long weight) {
    public static final InputAdmission PLAIN = new InputAdmission(null, 0);

    /** Asks; throws what the job's functions throw. */
    public static <I> InputAdmission of(Job<I, ?> job, I input) {
        Limit<I> limit = job.limit().orElse(null);
        Object key =
                limit == null
                        ? null
                        : Objects.requireNonNull(
                                limit.key().apply(input), "the limit's key is null");
        long weight = job.weight(input);
        return key == null && weight == 0 ? PLAIN : new InputAdmission(key, Math.max(0, weight));
    }
}
