package dev.hocket.choose;

import java.time.Duration;
import java.util.Optional;

/**
 * The measurements of one engine at one width: medians over the rounds.
 *
 * @param engine the engine in the syntax of {@code -e}, such as {@code threads:4}
 * @param width how many attempts it runs at a time
 * @param rounds how often it was measured
 * @param perSecond inputs per second
 * @param speedUp how many times as fast as the first row, compared within each round
 * @param ofBest the throughput as a share of the fastest row's, compared within each round
 * @param p99 99 of 100 attempts took at most this time; empty if attempts are too short to be timed
 *     individually
 * @param busyCores how many cores this process and its ended children kept busy on average
 * @param wantedCores busy cores plus those that it could have used while other threads or programs
 *     used them; the same as {@code busyCores} if the system does not report it
 * @param peakHeap the most bytes of heap in use at a time, including uncollected garbage, without
 *     memory outside the heap and memory of child processes
 * @param answer whether its outputs are those of the first row
 */
public record EngineFigures(
        String engine,
        int width,
        int rounds,
        MedianInterval perSecond,
        MedianInterval speedUp,
        MedianInterval ofBest,
        Optional<Duration> p99,
        double busyCores,
        double wantedCores,
        long peakHeap,
        Agreement answer) {

    /** Whether the rounds do not show that the fastest row is faster than this one. */
    public boolean asFastAsBest() {
        return ofBest.high() >= 1;
    }

    /** CPU seconds per input. */
    public double cpuPerInput() {
        return perSecond.median() <= 0 ? 0 : busyCores / perSecond.median();
    }
}
