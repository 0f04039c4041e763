package dev.hocket;

import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A bound for inputs that share a key, such as a host: so many at a time, and so many in a time.
 *
 * @param key gives an input's key; called on a lane, once an input; must not be null. If it throws,
 *     that input fails
 * @param width how many attempts of one key may run at a time; at least 1
 * @param rate how many attempts of one key may start in a time, or null for any number
 */
public record Limit<I>(Function<? super I, ?> key, int width, @Nullable Rate rate) {
    public Limit {
        Objects.requireNonNull(key, "key");
        if (width < 1) {
            throw new IllegalArgumentException("limit width " + width + ": must be at least 1");
        }
    }
}
