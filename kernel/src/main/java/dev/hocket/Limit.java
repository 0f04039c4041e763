package dev.hocket;

import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A limit for inputs that share a key, such as a host: the number of attempts at a time, and the
 * number of attempts per time.
 *
 * @param key returns an input's key, not null; called on a lane, once for each input. If it throws,
 *     that input fails
 * @param width how many attempts of one key may run at a time; at least 1
 * @param rate how many attempts of one key may start per time, or null for no limit
 */
public record Limit<I>(Function<? super I, ?> key, int width, @Nullable Rate rate) {
    public Limit {
        Objects.requireNonNull(key, "key");
        if (width < 1) {
            throw new IllegalArgumentException("limit width " + width + ": must be at least 1");
        }
    }
}
