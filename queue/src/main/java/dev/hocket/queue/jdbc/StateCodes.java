package dev.hocket.queue.jdbc;

import dev.hocket.queue.JobState;
import java.util.List;

/** The numbers by which states are stored; they are never changed, only added to. */
final class StateCodes {
    private static final List<JobState> BY_CODE =
            List.of(
                    JobState.READY,
                    JobState.SCHEDULED,
                    JobState.BLOCKED,
                    JobState.RUNNING,
                    JobState.DONE,
                    JobState.FAILED,
                    JobState.CANCELLED,
                    JobState.EXPIRED,
                    JobState.QUARANTINED);

    private StateCodes() {}

    static int of(JobState state) {
        return BY_CODE.indexOf(state);
    }

    static JobState state(int code) {
        return BY_CODE.get(code);
    }
}
