package dev.hocket.queue;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A submitted job. It can be found again by its number: {@link Queue#ticket}. Safe for use by
 * several threads.
 *
 * @param <O> the type of the output
 */
public interface Ticket<O extends @Nullable Object> {

    /** The number of the job. */
    long id();

    /**
     * The state of the job now.
     *
     * @throws QueueException if the job does not exist any more
     */
    JobState state();

    /** The outcome, if the job has ended. */
    Optional<JobOutcome<O>> outcome();

    /**
     * Completes with the output once the job is done; fails with {@link FailedJobException} if it
     * ends without one, and with {@link QueueException} if the queue is closed before.
     */
    CompletionStage<O> completion();

    /**
     * Cancels the job; a worker that runs it stops the attempt within some seconds.
     *
     * @return false if it has ended
     */
    boolean cancel();
}
