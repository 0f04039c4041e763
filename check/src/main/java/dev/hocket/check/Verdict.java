package dev.hocket.check;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What came of checking a test.
 *
 * @param test the test's name, {@code Transfer#twoWays}
 * @param finding what is wrong, or null if nothing was found
 * @param coverage how much was seen until then
 */
public record Verdict(String test, @Nullable Finding finding, Coverage coverage)
        implements Serializable {
    /** Whether nothing was found. */
    public boolean clean() {
        return finding == null;
    }
}
