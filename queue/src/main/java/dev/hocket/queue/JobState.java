package dev.hocket.queue;

import java.util.Locale;

/** The state of a job in a queue. */
public enum JobState {
    /** It waits for a worker. */
    READY(0),
    /** It is not due yet. */
    SCHEDULED(1),
    /** It waits for other jobs. */
    BLOCKED(2),
    /** A worker has it. */
    RUNNING(3),
    /** It has ended with an output. */
    DONE(4),
    /** It has failed. */
    FAILED(5),
    /** It was cancelled, or a job that it waited for did not end with an output. */
    CANCELLED(6),
    /** Its time to live was over before it started. */
    EXPIRED(7),
    /** Three workers have died while they held it. */
    QUARANTINED(8);

    private final int number;

    JobState(int number) {
        this.number = number;
    }

    /** The state of a number. */
    public static JobState of(int number) {
        for (JobState each : values()) {
            if (each.number == number) {
                return each;
            }
        }
        throw new IllegalArgumentException(
                "state " + number + " of a job: written by a later version, or by another program");
    }

    /** What stands for it in the store; the same in all versions. */
    public int number() {
        return number;
    }

    /** Whether it does not change any more, unless the job is retried. */
    public boolean isEnd() {
        return compareTo(RUNNING) > 0;
    }

    /** The word in messages. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
