package dev.hocket.check.strategy;

import java.util.random.RandomGenerator;

/**
 * Decides which thread goes on. One object serves all schedules of a kind; {@link #begin} starts
 * another. To add a strategy, write a sibling of {@link RandomWalkStrategy} and name it in {@link
 * StrategyMix}.
 */
public interface Strategy {
    /**
     * A schedule begins.
     *
     * @param random what all of this schedule's chances come from
     */
    void begin(RandomGenerator random);

    /**
     * The thread that goes on, one of {@link Candidates#get}. Called also where there is only one.
     */
    Candidate next(Candidates candidates);

    /** Whether a thread that yields is no choice as long as another can go on. */
    default boolean heedsYields() {
        return true;
    }

    /** Whether every thread comes to its turn again and again. */
    default boolean fair() {
        return false;
    }

    /** Whether a thread whose wait has a limit is a candidate at any time: for replays. */
    default boolean anyTime() {
        return false;
    }

    /** The schedule has ended. */
    default void end() {}

    /** Whether there is nothing left that this strategy could try. */
    default boolean exhausted() {
        return false;
    }
}
