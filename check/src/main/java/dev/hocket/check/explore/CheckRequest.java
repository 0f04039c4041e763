package dev.hocket.check.explore;

import dev.hocket.check.Scenario;
import dev.hocket.check.Schedule;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the child JVM is asked to do.
 *
 * @param type the name of the class of the test, or of the scenario's
 * @param method the name of its method, or empty for the one that is found
 * @param arguments what is passed to the method, but for what JUnit tells of the test
 * @param scenario a scenario to run instead, or null
 * @param options how it is searched
 * @param replay the schedule to replay instead of exploring, or null
 */
public record CheckRequest(
        String type,
        String method,
        List<Object> arguments,
        @Nullable Scenario scenario,
        SearchOptions options,
        @Nullable Schedule replay)
        implements Serializable {
    String name() {
        return scenario != null ? "scenario" : type + (method.isEmpty() ? "" : "#" + method);
    }

    /** With arguments of the method, all of which can be serialized. */
    public CheckRequest passing(List<Object> others) {
        return new CheckRequest(type, method, others, scenario, options, replay);
    }

    /** With other options. */
    public CheckRequest with(SearchOptions others) {
        return new CheckRequest(type, method, arguments, scenario, others, replay);
    }

    /** For one schedule only. */
    public CheckRequest replaying(Schedule schedule) {
        return new CheckRequest(type, method, arguments, scenario, options, schedule);
    }
}
