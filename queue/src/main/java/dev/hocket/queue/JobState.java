package dev.hocket.queue;

import java.util.Locale;

/** The state of a job in a queue. */
public enum JobState {
    /** It waits for a worker. */
    READY,
    /** It is not due yet. */
    SCHEDULED,
    /** It waits for other jobs. */
    BLOCKED,
    /** A worker has it. */
    RUNNING,
    /** It has ended with an output. */
    DONE,
    /** It has failed. */
    FAILED,
    /** It was cancelled, or a job that it waited for did not end with an output. */
    CANCELLED,
    /** Its time to live was over before it started. */
    EXPIRED,
    /** Three workers have died while they held it. */
    QUARANTINED;

    /** Whether it does not change any more, unless the job is retried. */
    public boolean isEnd() {
        return compareTo(RUNNING) > 0;
    }

    /** The word in messages. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
