package dev.hocket.queue;

import dev.hocket.queue.jdbc.Connections;
import dev.hocket.queue.jdbc.JdbcStore;
import dev.hocket.queue.jdbc.StoreFile;
import dev.hocket.queue.store.KnownWorker;
import dev.hocket.queue.store.NewJob;
import dev.hocket.queue.store.QueueCounts;
import dev.hocket.queue.store.QueueStore;
import dev.hocket.queue.store.StoreException;
import dev.hocket.queue.store.StoredJob;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A database with queues of jobs. Any number of programs submit jobs, and any number of workers run
 * them; a job that was submitted ends in one recorded outcome, whatever process dies. A worker that
 * dies may have run a job without recording it, so a job's effects may happen more than once,
 * unless they are in the same database ({@link QueueJob#inTransaction}).
 *
 * <p>Safe for use by several threads.
 */
public final class Queue implements AutoCloseable {
    private final QueueStore store;
    private final TicketWatch watch;

    private Queue(QueueStore store) {
        this.store = store;
        this.watch = new TicketWatch(store);
    }

    /**
     * Opens the queue in a SQLite file of this machine, and creates it if it does not exist,
     * readable by its owner alone.
     *
     * @throws QueueException if that cannot be done, or if the file is on a network file system
     */
    public static Queue open(Path file) {
        try {
            return open(Connections.ofSqlite(StoreFile.prepared(file).toString()));
        } catch (IOException failed) {
            throw new QueueException(String.valueOf(failed.getMessage()), failed);
        }
    }

    /**
     * Opens the queue in a database, and creates its tables if they do not exist.
     *
     * @param source connections to PostgreSQL 14 or later, or to SQLite; the caller closes it
     * @throws QueueException if the database cannot be reached
     */
    public static Queue open(DataSource source) {
        return open(Connections.of(source));
    }

    /**
     * Opens the queue in a database that JDBC finds by its URL.
     *
     * @param properties user, password and other properties of the driver
     * @throws QueueException if the database cannot be reached
     */
    public static Queue open(String url, Properties properties) {
        return open(Connections.of(url, properties));
    }

    private static Queue open(Connections connections) {
        try {
            return new Queue(JdbcStore.open(connections));
        } catch (StoreException failed) {
            throw failure(failed);
        }
    }

    QueueStore store() {
        return store;
    }

    static QueueException failure(StoreException failed) {
        return new QueueException(String.valueOf(failed.getMessage()), failed);
    }

    /** Submits an input that is due at once, to the queue {@code default}. */
    public <I, O extends @Nullable Object> Ticket<O> submit(QueueJob<I, O> job, I input) {
        return submit(job, input, Submission.now());
    }

    /**
     * Submits an input. When this returns, the job is stored.
     *
     * @return the ticket of the job, or of the earlier one if its key is in use
     * @throws IllegalArgumentException if the input cannot be written
     * @throws QueueException if the database cannot store it
     */
    public <I, O extends @Nullable Object> Ticket<O> submit(
            QueueJob<I, O> job, I input, Submission how) {
        return submitAll(job, List.of(input), how).getFirst();
    }

    /** Submits inputs in one transaction: all or none. */
    public <I, O extends @Nullable Object> List<Ticket<O>> submitAll(
            QueueJob<I, O> job, Collection<? extends I> inputs, Submission how) {
        List<NewJob> jobs = new ArrayList<>(inputs.size());
        for (I input : inputs) {
            jobs.add(newJob(job, input, how));
        }
        try {
            List<Ticket<O>> tickets = new ArrayList<>(inputs.size());
            for (long id : store.submit(jobs)) {
                tickets.add(ticket(id, job));
            }
            return tickets;
        } catch (StoreException failed) {
            throw failure(failed);
        }
    }

    /**
     * Submits an input in the caller's own transaction: the job exists once that is committed, and
     * a rollback takes it back.
     *
     * @param transaction a connection to the queue's database, without auto-commit
     */
    public <I, O extends @Nullable Object> Ticket<O> submit(
            Connection transaction, QueueJob<I, O> job, I input, Submission how) {
        try {
            long id = store.submit(transaction, List.of(newJob(job, input, how))).getFirst();
            return ticket(id, job);
        } catch (StoreException failed) {
            throw failure(failed);
        }
    }

    private static <I> NewJob newJob(QueueJob<I, ?> job, I input, Submission how) {
        try {
            return new NewJob(job.name(), job.inputs().write(input), how);
        } catch (PayloadException unwritable) {
            throw new IllegalArgumentException(
                    job.name() + ": " + unwritable.getMessage(), unwritable);
        }
    }

    /** The ticket of a job by its number; the job's name is not compared. */
    public <O extends @Nullable Object> Ticket<O> ticket(long id, QueueJob<?, O> job) {
        return new StoredTicket<>(store, watch, id, job.name(), job.outputs());
    }

    /** What is known of a job. */
    public Optional<JobStatus> status(long id) {
        return ask(() -> store.find(id)).map(Queue::status);
    }

    /**
     * The newest jobs.
     *
     * @param queue the queue, or an empty text for all
     * @param state the state, or empty for all
     * @param most how many at most
     */
    public List<JobStatus> list(String queue, Optional<JobState> state, int most) {
        return ask(() -> store.list(queue, state, most)).stream().map(Queue::status).toList();
    }

    private static JobStatus status(StoredJob job) {
        return new JobStatus(
                job.id(),
                job.queue(),
                job.name(),
                job.priority(),
                job.state(),
                job.attempts(),
                job.submitted(),
                job.due(),
                Optional.ofNullable(job.worker()),
                Optional.ofNullable(job.started()),
                Optional.ofNullable(job.ended()),
                Duration.ofNanos(job.nanos()),
                job.state() == JobState.DONE
                        ? Optional.empty()
                        : Optional.ofNullable(job.error()).map(StoredTicket::message));
    }

    /** The number of jobs in each state, by queue. */
    public Map<String, Map<JobState, Long>> counts() {
        Map<String, Map<JobState, Long>> counts = new java.util.TreeMap<>();
        for (QueueCounts each : ask(store::queues)) {
            counts.put(each.queue(), each.jobs());
        }
        return counts;
    }

    /** The queues that are paused, and until when. */
    public Map<String, Instant> paused() {
        Map<String, Instant> paused = new java.util.TreeMap<>();
        for (QueueCounts each : ask(store::queues)) {
            each.pausedUntil().ifPresent(until -> paused.put(each.queue(), until));
        }
        return paused;
    }

    /** The workers that were heard of lately. */
    public List<WorkerStatus> workers() {
        List<WorkerStatus> workers = new ArrayList<>();
        for (KnownWorker each : ask(store::workers)) {
            workers.add(
                    new WorkerStatus(
                            each.as().host(),
                            each.as().pid(),
                            List.copyOf(each.as().queues().keySet()),
                            each.as().names(),
                            each.as().width(),
                            each.holds(),
                            each.silent()));
        }
        return workers;
    }

    /** Why a job has not ended, or how it did, in a sentence. */
    public String why(long id) {
        return new WaitReason(this).of(id);
    }

    /** Lets no job of a queue start for a time. */
    public void pause(String queue, Duration time) {
        Object _ =
                ask(() -> {
                    store.pause(queue, time);
                    return "";
                });
    }

    /** Ends a pause; whether there was one. */
    public boolean resume(String queue) {
        return ask(() -> store.resume(queue));
    }

    /** Cancels a job; false if it has ended or does not exist. */
    public boolean cancel(long id) {
        return ask(() -> store.cancel(id));
    }

    /** Submits a job that ended without an output again, under its number. */
    public boolean retry(long id) {
        return ask(() -> store.retry(id));
    }

    /** Deletes outcomes that are older than this; returns their number. */
    public long purge(Duration age) {
        return ask(() -> store.purge(age));
    }

    /** Whether the database can be reached by other machines. */
    public boolean isShared() {
        return store.isShared();
    }

    /** A question to the store. */
    interface Question<T> {
        T ask() throws StoreException;
    }

    static <T> T ask(Question<T> question) {
        try {
            return question.ask();
        } catch (StoreException failed) {
            throw failure(failed);
        }
    }

    /** Closes it. Workers of this queue are to be closed before. */
    @Override
    public void close() {
        watch.close();
        store.close();
    }
}
