package dev.hocket.run;

import dev.hocket.Job;
import dev.hocket.RunOptions;
import dev.hocket.Task;
import dev.hocket.spi.LaneTask;
import dev.hocket.spi.Ticker;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What stays the same from a run's start to its end. */
public final class RunContext<I, O extends @Nullable Object> {
    private final Job<I, O> job;
    private final Task<I, O> task;
    private final RunOptions<I, O> options;
    private final Ticker ticker;
    private final boolean guarded;
    private final boolean growing;
    private final @Nullable AttemptEvents events;
    private final @Nullable OpenedStates states;
    private final long startNanos;
    private final Instant startInstant = Instant.now();

    /**
     * A run that starts now.
     *
     * @param task what a lane's own thread runs
     */
    public RunContext(Job<I, O> job, Task<I, O> task, RunOptions<I, O> options) {
        this.job = job;
        this.task = task;
        this.options = options;
        this.ticker = options.ticker();
        this.guarded = job.deadline().isPresent();
        this.growing = job.isGrowing();
        this.events = AttemptEvents.of(job.name(), options.listeners());
        this.states = isStateful(job, task) ? new OpenedStates(job.name()) : null;
        this.startNanos = ticker.nanos();
    }

    private static boolean isStateful(Job<?, ?> job, Task<?, ?> task) {
        return task instanceof LaneTask<?, ?, ?>
                || job.asyncTask().orElse(null) instanceof LaneTask.Async<?, ?, ?>;
    }

    /** What tells listeners about attempts, or null where none wants to know. */
    @Nullable AttemptEvents events() {
        return events;
    }

    /** The states of the lanes, or null where the task has none. */
    @Nullable OpenedStates states() {
        return states;
    }

    public Job<I, O> job() {
        return job;
    }

    public Task<I, O> task() {
        return task;
    }

    public RunOptions<I, O> options() {
        return options;
    }

    public Ticker ticker() {
        return ticker;
    }

    /** Whether each attempt has a deadline. */
    public boolean guarded() {
        return guarded;
    }

    /** Whether outputs give further inputs. */
    public boolean growing() {
        return growing;
    }

    public long startNanos() {
        return startNanos;
    }

    public long now() {
        return ticker.nanos();
    }

    public Instant instant(long nanos) {
        return startInstant.plusNanos(nanos - startNanos);
    }
}
