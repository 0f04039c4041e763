package dev.hocket.queue;

import dev.hocket.Engine;
import dev.hocket.queue.store.StoreException;
import dev.hocket.queue.work.QueueWorkerLoop;
import dev.hocket.queue.work.WorkerSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a worker is to do: made by {@link Worker#of}, for one thread. */
public final class WorkerPlan {
    private final Queue queue;
    private final Map<String, JobResolver> jobs = new LinkedHashMap<>();
    private final Map<String, Integer> queues = new LinkedHashMap<>();
    private WorkerListener listener = new WorkerListener() {};
    private @Nullable Engine engine;
    private boolean drain;

    WorkerPlan(Queue queue) {
        this.queue = queue;
    }

    /**
     * Runs a job; may be called for several.
     *
     * @throws IllegalArgumentException if there is one of this name
     */
    public WorkerPlan run(JobResolver job) {
        if (jobs.putIfAbsent(job.name(), job) != null) {
            throw new IllegalArgumentException("two jobs named '" + job.name() + "'; rename one");
        }
        return this;
    }

    /** Serves a queue; without this, the queue {@code default}. May be called for several. */
    public WorkerPlan queue(String name) {
        return queue(name, 1);
    }

    /** Serves a queue that comes first {@code weight} times as often as one of weight 1. */
    public WorkerPlan queue(String name, int weight) {
        if (weight < 1) {
            throw new IllegalArgumentException(
                    "weight " + weight + " of queue '" + name + "': must be 1 or more");
        }
        queues.put(name, weight);
        return this;
    }

    /** Runs the jobs on this engine, which the caller closes after the worker. */
    public WorkerPlan on(Engine engine) {
        this.engine = engine;
        return this;
    }

    /** Ends once there is nothing left to claim. */
    public WorkerPlan draining() {
        drain = true;
        return this;
    }

    /** Tells a listener what happens. */
    public WorkerPlan listener(WorkerListener listener) {
        this.listener = listener;
        return this;
    }

    /**
     * Starts the worker.
     *
     * @throws IllegalStateException if no engine or no job was named
     * @throws QueueException if the database cannot be reached
     */
    public Worker start() {
        if (engine == null || jobs.isEmpty()) {
            throw new IllegalStateException(
                    "a worker needs an engine and a job: Worker.of(queue).run(job).on(engine)");
        }
        if (queues.isEmpty()) {
            queues.put(Submission.DEFAULT_QUEUE, 1);
        }
        WorkerSettings settings =
                new WorkerSettings(Map.copyOf(queues), engine.width(), drain, host());
        QueueWorkerLoop loop = new QueueWorkerLoop(queue.store(), engine, jobs, settings, listener);
        try {
            loop.start();
        } catch (StoreException failed) {
            throw Queue.failure(failed);
        }
        return new Worker(loop);
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "localhost";
        }
    }
}
