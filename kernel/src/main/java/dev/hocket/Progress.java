package dev.hocket;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * What a run has done so far: a snapshot.
 *
 * @param total how many inputs there are in all, where the source knows; those resumed included
 * @param claimed inputs taken from the source
 * @param resumed inputs passed over because an earlier run ended them
 * @param done inputs that ended with an output
 * @param failed inputs that ended without one; cancelled ones not included
 * @param cancelled inputs cancelled after they were claimed
 * @param running attempts that run now or are leased to a lane
 * @param waiting inputs that wait for a retry, a rate or a key's limit
 * @param unread outcomes complete and not yet consumed
 * @param elapsed time since the start
 * @param ended whether nothing runs any more
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

    /** Outcomes in a second, on average since the start. */
    public double perSecond() {
        double seconds = elapsed.toNanos() / 1e9;
        return seconds <= 0 ? 0 : (done + failed) / seconds;
    }
}
