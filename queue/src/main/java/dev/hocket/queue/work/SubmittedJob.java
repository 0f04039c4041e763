package dev.hocket.queue.work;

import dev.hocket.queue.store.ClaimedJob;
import java.time.Instant;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** A claimed job that was submitted to the engine. */
final class SubmittedJob {
    private final ClaimedJob job;
    private final long since;
    private final Instant started = Instant.now();
    private @Nullable Future<?> future;
    private boolean cancelled;
    private volatile boolean recorded;

    SubmittedJob(ClaimedJob job, long since) {
        this.job = job;
        this.since = since;
    }

    ClaimedJob job() {
        return job;
    }

    boolean isSuspect() {
        return job.suspect();
    }

    /** By {@code System.nanoTime}. */
    long since() {
        return since;
    }

    Instant started() {
        return started;
    }

    /** Its outcome was committed by its own transaction. */
    void wasRecorded() {
        recorded = true;
    }

    boolean isRecorded() {
        return recorded;
    }

    /** The engine has it; it is cancelled if that was asked for before. */
    void runsAs(Future<?> submitted) {
        boolean late;
        synchronized (this) {
            future = submitted;
            late = cancelled;
        }
        if (late) {
            submitted.cancel(true);
        }
    }

    /** Stops its attempt. */
    void cancel() {
        Future<?> running;
        synchronized (this) {
            cancelled = true;
            running = future;
        }
        if (running != null) {
            running.cancel(true);
        }
    }
}
