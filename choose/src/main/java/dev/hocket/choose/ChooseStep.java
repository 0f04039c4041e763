package dev.hocket.choose;

import java.time.Duration;

/**
 * How far a measurement is.
 *
 * @param phase what goes on
 * @param engine the engine that runs next
 * @param round the round, from 1; 0 outside the rounds
 * @param rounds how many rounds are planned; 0 while that is open
 * @param share how much of the work is done, from 0 to 1
 * @param elapsed time since the start
 */
public record ChooseStep(
        Phase phase, String engine, int round, int rounds, double share, Duration elapsed) {

    /** The parts of a measurement, in their order. */
    public enum Phase {
        /** One lane runs some inputs, to learn how long they take. */
        PILOT,
        /** Several lanes run some, watched for what they wait for. */
        WATCH,
        /** Each engine runs some at each width, to warm up and to find the widths that matter. */
        WARM_UP,
        /** All are measured in turn, in a new order each round. */
        ROUNDS
    }
}
