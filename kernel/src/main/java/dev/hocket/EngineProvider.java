package dev.hocket;

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
        return Refusals.runs(traits(), job);
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
     * A new engine.
     *
     * @param width how many attempts it may run at a time, from 1 to {@link #maxWidth()}
     */
    Engine open(int width);
}
