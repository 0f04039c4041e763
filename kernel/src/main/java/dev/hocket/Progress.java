package dev.hocket;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * What a run has done so far: a snapshot.
 *
 * @param total how many inputs there are, if the source knows, including those of earlier runs
 * @param claimed inputs taken from the source
 * @param resumed inputs skipped because they ended in an earlier run
 * @param done inputs that ended with an output
 * @param failed inputs that ended without an output, not including cancelled ones
 * @param cancelled inputs cancelled after they were claimed
 * @param running attempts that are running or leased to a lane
 * @param waiting inputs that wait for a retry, a rate or a key's limit
 * @param unread outcomes complete and not yet consumed
 * @param elapsed time since the start
 * @param ended whether no attempt is running
 */
public record Progress(
        OptionalLong total,
        long claimed,
        long resumed,
        long done,
        long failed,
        long cancelled,
        long running,
        long waiting,
        long unread,
        Duration elapsed,
        boolean ended) {

    /** Outcomes per second, on average since the start. */
    public double perSecond() {
        double seconds = elapsed.toNanos() / 1e9;
        return seconds <= 0 ? 0 : (done + failed) / seconds;
    }
}
