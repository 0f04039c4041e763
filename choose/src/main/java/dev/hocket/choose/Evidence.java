package dev.hocket.choose;

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
record Evidence(
        int cores,
        double ratePerSecond,
        double nanosPerInput,
        String failing,
        Watched watched,
        List<Row> rows) {

    Row baseline() {
        return rows.getFirst();
    }

    /** The share of one lane's time in which it wanted a core. */
    double wanted() {
        return Math.min(1, baseline().wantedCores());
    }
}
