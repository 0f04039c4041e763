package dev.hocket.spi;

import dev.hocket.Engine;
import dev.hocket.Job;
import java.util.Optional;
import java.util.Set;

/** Makes engines of one kind; found by {@link java.util.ServiceLoader}. */
public interface EngineProvider {

    /** The engine's name in text: lower-case letters. */
    String name();

    /** What its lanes are, in a few words, such as {@code platform threads, pool kept}. */
    String lanes();

    /** What its engines can do. */
    Set<Trait> traits();

    /** Whether its engines run one of the forms that the job's task has. */
    default boolean runs(Job<?, ?> job) {
        return job.runsOn(traits());
    }

    /** The width of an engine that is named without one. */
    int defaultWidth();

    /** The largest width it takes. */
    int maxWidth();

    /** Why it cannot run on this machine, or empty where it can. */
    default Optional<String> unavailable() {
        return Optional.empty();
    }

    /**
     * The same with another value of one of the options that its engines take.
     *
     * @param option its name in text, such as {@code memory-limit}
     * @throws IllegalArgumentException if there is no such option, or the value is none for it
     */
    default EngineProvider with(String option, String value) {
        throw new IllegalArgumentException(
                "the engine %s has no option %s".formatted(name(), option));
    }

    /**
     * A new engine.
     *
     * @param width how many attempts it may run at a time, from 1 to {@link #maxWidth()}
     */
    Engine open(int width);
}
