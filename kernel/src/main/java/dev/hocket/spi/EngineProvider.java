package dev.hocket.spi;

import dev.hocket.Engine;
import dev.hocket.Job;
import java.util.Optional;
import java.util.Set;

/** Opens engines of one kind; found by {@link java.util.ServiceLoader}. */
public interface EngineProvider {

    /** The engine's name, in lower-case letters. */
    String name();

    /** What its lanes are, in a few words, such as {@code platform threads}. */
    String lanes();

    /** What its engines can do. */
    Set<Trait> traits();

    /** Whether its engines can run one of the forms of the job's task. */
    default boolean runs(Job<?, ?> job) {
        return job.runsOn(traits());
    }

    /** The width of an engine that is named without one. */
    int defaultWidth();

    /** The maximum width. */
    int maxWidth();

    /** Why it cannot run on this machine; empty if it can. */
    default Optional<String> unavailable() {
        return Optional.empty();
    }

    /**
     * The same provider with a value for one of its engines' options.
     *
     * @param option the name of the option, such as {@code memory-limit}
     * @throws IllegalArgumentException if there is no such option, or it does not accept the value
     */
    default EngineProvider with(String option, String value) {
        throw new IllegalArgumentException(
                "the engine %s has no option %s".formatted(name(), option));
    }

    /**
     * Opens an engine.
     *
     * @param width how many attempts it may run at a time, from 1 to {@link #maxWidth()}
     */
    Engine open(int width);
}
