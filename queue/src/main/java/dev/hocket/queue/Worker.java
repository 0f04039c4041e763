package dev.hocket.queue;

import dev.hocket.queue.work.QueueWorkerLoop;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * Runs queued jobs on an engine: claims them in batches, hands them to the engine, and records
 * their outcomes. A job's retries, backoff, deadline, rate and limits are those of the {@link
 * dev.hocket.Job}. Safe for use by several threads.
 *
 * <pre>{@code
 * try (Engine engine = Engine.named("threads:4");
 *         Queue queue = Queue.open(Path.of("jobs.db"));
 *         Worker worker = Worker.of(queue).run(bill).on(engine).start()) {
 *     ...
 * }
 * }</pre>
 */
public final class Worker implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(30);

    private final QueueWorkerLoop loop;

    Worker(QueueWorkerLoop loop) {
        this.loop = loop;
    }

    /** A plan for a worker of this queue. */
    public static WorkerPlan of(Queue queue) {
        return new WorkerPlan(queue);
    }

    /** Ends once there is nothing left to claim; returns at once. */
    public void drain() {
        loop.drain();
    }

    /**
     * Claims no more and gives back what has not started; what still runs after the grace is
     * cancelled and given back. Returns at once; a second call can shorten the grace.
     */
    public void stop(Duration grace) {
        loop.stop(grace);
    }

    /** Completes with the number of outcomes it has recorded, when it has ended. */
    public CompletionStage<Long> ended() {
        return loop.ended().copy();
    }

    /**
     * Waits until it has ended.
     *
     * @return the number of outcomes it has recorded
     * @throws QueueException if the database failed for good
     */
    public long await() {
        CompletableFuture<Long> end = loop.ended();
        try {
            return end.join();
        } catch (CompletionException failed) {
            Throwable cause = failed.getCause() == null ? failed : failed.getCause();
            throw new QueueException("the worker has ended: " + cause.getMessage(), cause);
        }
    }

    /** Stops with a grace of 30 seconds, and waits for the end. */
    @Override
    public void close() {
        stop(GRACE);
        long _ = await();
    }
}
