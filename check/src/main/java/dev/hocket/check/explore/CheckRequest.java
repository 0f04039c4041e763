package dev.hocket.check.explore;

import dev.hocket.check.Scenario;
import dev.hocket.check.Schedule;
import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the child JVM is asked to do.
 *
 * @param type the name of the class of the test, or of the scenario's
 * @param method the name of its method, or empty for the one that is found
 * @param scenario a scenario to run instead, or null
 * @param schedules how many schedules at most
 * @param seed what they are drawn from
 * @param budget how long at most
 * @param strategy the name of a strategy
 * @param replay the schedule to replay instead of exploring, or null
 * @param races whether a data race alone is a finding
 */
public record CheckRequest(
        String type,
        String method,
        @Nullable Scenario scenario,
        long schedules,
        long seed,
        Duration budget,
        String strategy,
        @Nullable Schedule replay,
        boolean races)
        implements Serializable {
    String name() {
        return scenario != null ? "scenario" : type + (method.isEmpty() ? "" : "#" + method);
    }
}
