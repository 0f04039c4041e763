package dev.hocket.queue.store;

import dev.hocket.queue.JobState;
import java.sql.Connection;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A database that keeps jobs. All times are those of its own clock. Safe for use by several
 * threads.
 *
 * <p>A claim gives a job to one worker under a lease number that is never used again for that job.
 * An outcome counts only under the current lease; each job gets at most one.
 */
public interface QueueStore extends AutoCloseable {

    /**
     * Stores jobs, all or none.
     *
     * @return the number of each; that of the earlier job where its key is in use
     */
    List<Long> submit(List<NewJob> jobs) throws StoreException;

    /** Stores jobs in a transaction of the caller. */
    List<Long> submit(Connection transaction, List<NewJob> jobs) throws StoreException;

    /** Makes a worker known; returns its number. */
    long register(Registration worker) throws StoreException;

    /**
     * One transaction: records outcomes, takes jobs back, and gives out others.
     *
     * @param claim the maximum number of jobs to give out
     * @param holding whether the worker holds other jobs, so that it gets no suspect
     */
    Turn turn(
            long worker,
            List<JobFinish> finished,
            List<JobReturn> returned,
            int claim,
            boolean holding)
            throws StoreException;

    /**
     * Records an outcome in a transaction of the caller.
     *
     * @return whether the lease was valid; if not, the caller rolls its transaction back
     */
    boolean finish(Connection transaction, long worker, JobFinish finish) throws StoreException;

    /** A connection for a transaction of the worker's own; the caller closes it. */
    Connection connect() throws StoreException;

    /**
     * The worker lives. Takes back what it holds by the store's account but not by its own, and
     * what other workers hold that are not heard of any more.
     *
     * @param leases the leases that the worker knows of, by the numbers of the jobs
     */
    Beat beat(long worker, Map<Long, Long> leases) throws StoreException;

    /** How often {@link #beat} is to be called. */
    Duration beatInterval();

    /** The worker ends: takes back all that it holds, without an attempt counted. */
    void leave(long worker) throws StoreException;

    /**
     * Waits until there may be new work or new outcomes since an earlier call, or the time is over.
     *
     * @param seen what the earlier call returned; 0 the first time
     */
    long awaitChange(long seen, Duration time) throws StoreException;

    /** Ends {@link #awaitChange} of all threads of this process. */
    void wake();

    /** A job, whatever its state. */
    Optional<StoredJob> find(long id) throws StoreException;

    /** Those of the jobs that have ended. */
    List<StoredJob> ended(Collection<Long> ids) throws StoreException;

    /** The jobs of a queue, or of all if it is empty, in a state, or in any; the newest first. */
    List<StoredJob> list(String queue, Optional<JobState> state, int most) throws StoreException;

    /** The queues and what they hold. */
    List<QueueCounts> queues() throws StoreException;

    /** The workers that were heard of lately. */
    List<KnownWorker> workers() throws StoreException;

    /** Lets no job of a queue start for a time. */
    void pause(String queue, Duration time) throws StoreException;

    /** Ends a pause; whether there was one. */
    boolean resume(String queue) throws StoreException;

    /** Cancels a job that has not ended; one that runs is stopped by its worker. */
    boolean cancel(long id) throws StoreException;

    /** Submits a failed, cancelled or quarantined job again under its number. */
    boolean retry(long id) throws StoreException;

    /** Deletes outcomes that are older than this; returns their number. */
    long purge(Duration age) throws StoreException;

    /** Whether other machines can reach it. */
    boolean isShared();

    @Override
    void close();
}
