package dev.hocket.choose;

import java.time.Duration;

/**
 * The progress of a measurement.
 *
 * @param phase the current phase
 * @param engine the engine that runs next
 * @param round the round, from 1; 0 outside the rounds
 * @param rounds how many rounds are planned; 0 if that is not known yet
 * @param share how much of the work is done, from 0 to 1
 * @param elapsed time since the start
 */
public record ChooseStep(
        Phase phase, String engine, int round, int rounds, double share, Duration elapsed) {

    /** The parts of a measurement, in their order. */
    public enum Phase {
        /** One lane runs some inputs, to learn how long they take. */
        PILOT,
        /**
         * Several lanes run some inputs, while their stacks are sampled to see what they wait for.
         */
        WATCH,
        /**
         * Each engine runs some inputs at each width, to warm up and to find the widths that
         * matter.
         */
        WARM_UP,
        /** All candidates are measured, in a new order in each round. */
        ROUNDS
    }
}
