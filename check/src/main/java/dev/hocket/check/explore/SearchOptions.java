package dev.hocket.check.explore;

import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How a test's schedules are searched.
 *
 * @param schedules how many schedules at most
 * @param seed what they are drawn from
 * @param budget how long at most
 * @param strategy the name of a strategy
 * @param steps how many steps a schedule may have, or 0 for the number that the first one suggests
 * @param ignoreRaces the packages within which data races are not reported
 * @param all whether the search goes on after a finding
 * @param jobs in how many JVMs at most
 */
public record SearchOptions(
        long schedules,
        long seed,
        Duration budget,
        String strategy,
        int steps,
        List<String> ignoreRaces,
        boolean all,
        int jobs)
        implements Serializable {
    /** What is used unless it is said. */
    public static final SearchOptions DEFAULT =
            new SearchOptions(
                    100_000,
                    1,
                    Duration.ofSeconds(10),
                    "mix",
                    0,
                    List.of(),
                    false,
                    Runtime.getRuntime().availableProcessors());

    /** Copies the list. */
    public SearchOptions {
        ignoreRaces = List.copyOf(ignoreRaces);
    }

    /** With another number of schedules. */
    public SearchOptions withSchedules(long most) {
        return new SearchOptions(most, seed, budget, strategy, steps, ignoreRaces, all, jobs);
    }

    /** With another seed. */
    public SearchOptions withSeed(long other) {
        return new SearchOptions(schedules, other, budget, strategy, steps, ignoreRaces, all, jobs);
    }

    /** With another budget. */
    public SearchOptions withBudget(Duration most) {
        return new SearchOptions(schedules, seed, most, strategy, steps, ignoreRaces, all, jobs);
    }

    /** With another strategy. */
    public SearchOptions withStrategy(String name) {
        return new SearchOptions(schedules, seed, budget, name, steps, ignoreRaces, all, jobs);
    }

    /** With another number of steps. */
    public SearchOptions withSteps(int most) {
        return new SearchOptions(schedules, seed, budget, strategy, most, ignoreRaces, all, jobs);
    }

    /** With one more package whose data races are not reported. */
    public SearchOptions ignoringRaces(String name) {
        List<String> more = new ArrayList<>(ignoreRaces);
        more.add(name);
        return new SearchOptions(schedules, seed, budget, strategy, steps, more, all, jobs);
    }

    /** With a search that goes on. */
    public SearchOptions forAll() {
        return new SearchOptions(schedules, seed, budget, strategy, steps, ignoreRaces, true, jobs);
    }

    /** With another number of JVMs. */
    public SearchOptions withJobs(int most) {
        return new SearchOptions(schedules, seed, budget, strategy, steps, ignoreRaces, all, most);
    }
}
