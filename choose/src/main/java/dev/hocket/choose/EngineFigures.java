package dev.hocket.choose;

import java.time.Duration;
import java.util.Optional;

/**
 * What was measured of one engine at one width. Medians over the rounds.
 *
 * @param engine the engine as {@code -e} takes it, such as {@code threads:4}
 * @param width how many attempts it runs at a time
 * @param rounds how often it was measured
 * @param perSecond inputs in a second
 * @param speedUp how many times as fast as the first row, compared within each round
 * @param ofBest the share of the fastest row's inputs in a second, compared within each round
 * @param p99 the time under which 99 of 100 attempts stay; empty where they are too short to be
 *     timed one by one
 * @param busyCores cores kept busy by this process and its ended children; 1 is one core's whole
 *     time
 * @param wantedCores busy cores and those that it was ready to use while other threads or programs
 *     had them; the same as {@code busyCores} where the system does not tell
 * @param peakHeap the most bytes of heap in use at a time, garbage not yet collected included;
 *     neither memory outside the heap nor that of child processes
 * @param answer whether its answers are those of the first row
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

    /** Whether the rounds leave open which is faster, this row or the fastest. */
    public boolean asFastAsBest() {
        return ofBest.high() >= 1;
    }

    /** CPU seconds for one input. */
    public double cpuPerInput() {
        return perSecond.median() <= 0 ? 0 : busyCores / perSecond.median();
    }
}
