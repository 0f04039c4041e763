package dev.hocket.run;

import dev.hocket.Progress;
import dev.hocket.Report;
import dev.hocket.conductor.Conductor;
import dev.hocket.source.Source;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * What a run shows of itself: its state at one moment.
 *
 * @param total how many inputs there are, or {@link Source#UNKNOWN}
 * @param skipped inputs passed over because an earlier run ended them
 * @param reading inputs granted to the lane that reads the source just now
 */
record Survey(
        Conductor.Counts counts,
        long total,
        long skipped,
        int reading,
        Duration elapsed,
        boolean ended) {

    Progress progress() {
        return new Progress(
                total == Source.UNKNOWN ? OptionalLong.empty() : OptionalLong.of(total),
                counts.claimed(),
                skipped + counts.replayed(),
                counts.done(),
                counts.failed(),
                counts.cancelled(),
                counts.running() - reading,
                counts.pending(),
                counts.unread(),
                elapsed,
                ended);
    }

    Report report(String job, String engine, Tally tally, int abandoned, String account) {
        return new Report(
                job,
                engine,
                elapsed,
                skipped + counts.replayed(),
                counts.done(),
                counts.failed(),
                counts.cancelled(),
                total == Source.UNKNOWN ? -1 : total - counts.claimed() + reading - skipped,
                tally.attempts(),
                abandoned,
                tally.peak(),
                tally.cpuSoFar(ended),
                tally.latency(),
                tally.mean(),
                account);
    }
}
