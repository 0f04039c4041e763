package dev.hocket.check.explore;

import dev.hocket.check.Verdict;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What the JVM of the test answers: one of the two.
 *
 * @param verdict what came of it, or null
 * @param refusal why it could not be done, or null
 * @param number the number of the schedule that showed the finding, from 0
 */
public record CheckAnswer(@Nullable Verdict verdict, @Nullable String refusal, long number)
        implements Serializable {
    /** That it could not be done. */
    static CheckAnswer refused(String why) {
        return new CheckAnswer(null, why, 0);
    }
}
