package dev.hocket.choose.verdict;

import dev.hocket.choose.EngineFigures;
import dev.hocket.choose.measure.LaneStates;
import java.util.List;

/**
 * All that a verdict rests on.
 *
 * @param cores cores that the process may use
 * @param ratePerSecond the job's own rate; 0 where it has none
 * @param nanosPerInput how long one input takes on one lane
 * @param failing a sentence with how the first input failed if all did, else empty
 * @param watched what lanes were seen doing inside the task
 * @param rows the measurements, the one with a single lane first
 */
public record MeasuredEvidence(
        int cores,
        double ratePerSecond,
        double nanosPerInput,
        String failing,
        LaneStates watched,
        List<EngineFigures> rows) {

    EngineFigures baseline() {
        return rows.getFirst();
    }

    /** The share of one lane's time in which it wanted a core. */
    double wanted() {
        return Math.min(1, baseline().wantedCores());
    }
}
