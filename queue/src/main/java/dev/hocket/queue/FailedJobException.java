package dev.hocket.queue;

import java.util.Locale;

/** Thrown by the completion of a {@link Ticket} whose job ended without an output. */
public final class FailedJobException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final long id;
    private final transient Reason reason;

    private record Reason(JobOutcome.Failed<?> outcome) {}

    FailedJobException(long id, String name, JobOutcome.Failed<?> outcome) {
        super(
                String.format(
                        Locale.ROOT,
                        "job %d (%s) %s: %s",
                        id,
                        name,
                        outcome.state().word(),
                        outcome.message()));
        this.id = id;
        this.reason = new Reason(outcome);
    }

    /** The number of the job. */
    public long id() {
        return id;
    }

    /** How it ended. */
    public JobOutcome.Failed<?> outcome() {
        return reason.outcome();
    }
}
