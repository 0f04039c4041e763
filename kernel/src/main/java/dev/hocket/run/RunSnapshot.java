package dev.hocket.run;

import dev.hocket.Progress;
import dev.hocket.Report;
import dev.hocket.conductor.Conductor;
import dev.hocket.source.InputSource;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * The state of a run at one moment.
 *
 * @param total how many inputs there are, or {@link InputSource#UNKNOWN}
 * @param skipped inputs skipped because an earlier run ended them
 * @param reading inputs granted to the lane that reads the source just now
 * @param tally the measurements; may be read only under the run's lock
 */
public record RunSnapshot(
        Conductor.Counts counts,
        long total,
        long skipped,
        int reading,
        Duration elapsed,
        Report.End end,
        RunTally tally) {

    public Progress progress() {
        return new Progress(
                total == InputSource.UNKNOWN ? OptionalLong.empty() : OptionalLong.of(total),
                counts.claimed(),
                skipped + counts.replayed(),
                counts.done(),
                counts.failed(),
                counts.cancelled(),
                counts.running() - reading,
                counts.pending(),
                counts.unread(),
                elapsed,
                end != Report.End.RUNNING);
    }

    public Report report(String job, String engine, int abandoned, String account) {
        return new Report(
                job,
                engine,
                elapsed,
                skipped + counts.replayed(),
                counts.done(),
                counts.failed(),
                counts.cancelled(),
                total == InputSource.UNKNOWN ? -1 : total - counts.claimed() + reading - skipped,
                tally.attempts(),
                abandoned,
                tally.peak(),
                tally.cpuSoFar(end != Report.End.RUNNING),
                tally.latency(),
                tally.mean(),
                end,
                account);
    }
}
