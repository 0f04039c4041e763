package dev.hocket;

import dev.hocket.text.Quantities;
import java.time.Duration;
import java.util.Optional;

/**
 * What a run measured.
 *
 * @param job the job's name
 * @param engine the engine's name and the run's width, such as {@code threads:4}
 * @param elapsed from the start to the end, or to now
 * @param resumed inputs skipped because they ended in an earlier run
 * @param done inputs that ended with an output
 * @param failed inputs that ended without an output
 * @param cancelled inputs cancelled after they were claimed
 * @param notStarted inputs of a known number that were never claimed, or -1 if the number is
 *     unknown
 * @param attempts attempts started
 * @param abandoned attempts whose threads ignored their interruption
 * @param peakWidth the most inputs leased at a time; if each lease has one input, the most attempts
 *     that ran at a time
 * @param cpu CPU time of this process during the run, including other runs and the garbage
 *     collector
 * @param latency how long attempts took; empty if some were too short to be timed individually
 * @param meanTime how long an attempt took on average
 * @param end how the run ended
 * @param account what the engine chose and why, in a few sentences; empty if it had no choice
 */
public record Report(
        String job,
        String engine,
        Duration elapsed,
        long resumed,
        long done,
        long failed,
        long cancelled,
        long notStarted,
        long attempts,
        int abandoned,
        int peakWidth,
        Duration cpu,
        Optional<Latency> latency,
        Duration meanTime,
        End end,
        String account) {

    /** How a run ends. */
    public enum End {
        /** It has not ended yet. */
        RUNNING,
        /** Each input of its source has ended in an outcome. */
        COMPLETE,
        /** The job's halt rule ended it early. */
        HALTED,
        /** It was cancelled, or closed, before all inputs had ended. */
        CANCELLED,
        /** Its engine was closed before all inputs had ended. */
        CLOSED,
        /** The inputs could not be read, the engine broke, or outcomes could not be recorded. */
        BROKEN
    }

    /** Percentiles of the attempts' times, each within 3.2 %. */
    public record Latency(Duration p50, Duration p90, Duration p99, Duration max) {}

    /** Outcomes per second; 0 if no time has passed. */
    public double perSecond() {
        double seconds = elapsed.toNanos() / 1e9;
        return seconds <= 0 ? 0 : (done + failed) / seconds;
    }

    /** Whether the job's halt rule ended the run early. */
    public boolean halted() {
        return end == End.HALTED;
    }

    /** CPU time over elapsed time: how many cores were busy on average. */
    public double busyCores() {
        return elapsed.isZero() ? 0 : (double) cpu.toNanos() / elapsed.toNanos();
    }

    /** A readable summary of a few lines. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        text.append(job).append(" on ").append(engine).append(": ");
        text.append(done).append(" done, ").append(failed).append(" failed");
        appendCount(text, cancelled, " cancelled");
        appendCount(text, notStarted, " not started");
        appendCount(text, resumed, " resumed");
        text.append(" in ").append(Quantities.duration(elapsed));
        text.append(" (").append(Quantities.rate(perSecond())).append(')');
        text.append(System.lineSeparator());
        text.append("attempts ").append(attempts);
        appendCount(text, abandoned, " abandoned");
        text.append(", at most ").append(peakWidth).append(" at a time, ");
        text.append(Quantities.number(busyCores())).append(" cores busy; ");
        latency.ifPresentOrElse(
                times ->
                        text.append("time of one: median ")
                                .append(Quantities.duration(times.p50))
                                .append(", p99 ")
                                .append(Quantities.duration(times.p99))
                                .append(", longest ")
                                .append(Quantities.duration(times.max)),
                () ->
                        text.append("time of one: ")
                                .append(Quantities.duration(meanTime))
                                .append(" (average of each lease)"));
        if (!account.isEmpty()) {
            text.append(System.lineSeparator()).append(account);
        }
        return text.toString();
    }

    private static void appendCount(StringBuilder text, long count, String word) {
        if (count > 0) {
            text.append(", ").append(count).append(word);
        }
    }
}
