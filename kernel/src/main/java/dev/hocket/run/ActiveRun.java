package dev.hocket.run;

import dev.hocket.Cause;
import dev.hocket.Engine;
import dev.hocket.FailedInputException;
import dev.hocket.Halt;
import dev.hocket.Job;
import dev.hocket.JournalException;
import dev.hocket.Progress;
import dev.hocket.Report;
import dev.hocket.RunException;
import dev.hocket.RunOptions;
import dev.hocket.conductor.RetryBackoff;
import dev.hocket.source.InputSource;
import dev.hocket.spi.Lane;
import dev.hocket.spi.Lanes;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A run on its engine: its state, the lanes that the engine started for it, and its watchdog. */
public final class ActiveRun<I, O extends @Nullable Object>
        implements RunState.Outside, SubmissionQueue.Owner<I, O> {
    /** Stands for the lanes while the engine is starting them. */
    static final Lanes NOT_STARTED =
            new Lanes() {
                @Override
                public void width(int lanes) {}

                @Override
                public void replace(Lane lane) {}

                @Override
                public boolean callerHelps() {
                    return false;
                }

                @Override
                public void close() {}
            };

    /** How long a thread that waits for an input sleeps before it looks whether it can run it. */
    private static final long FIRST_PAUSE_NANOS = 100_000;

    private static final long LAST_PAUSE_NANOS = 10_000_000;
    private final Engine engine;
    private final int width;
    private final RunContext<I, O> context;
    private final RunState<I, O> state;
    private final RunSupply<I, O> supply;
    private final Watchdog watchdog;
    private volatile @Nullable Lanes lanes;

    public ActiveRun(
            Engine engine,
            Job<I, O> job,
            InputSource<I> source,
            RunOptions<I, O> options,
            int width,
            boolean awaited)
            throws JournalException {
        this.engine = engine;
        this.width = width;
        this.context = new RunContext<>(job, BlockingForm.of(engine, job), options);
        long deadline = job.deadline().map(RetryBackoff::saturatedNanos).orElse(0L);
        this.watchdog = new Watchdog(this, options.ticker(), deadline);
        this.state = new RunState<>(context, source, width, awaited, this);
        this.supply = new RunSupply<>(this, awaited);
        SubmissionQueue<I, O> queue = SubmissionQueue.of(source);
        if (queue != null) {
            queue.belongsTo(this);
        }
    }

    /** The engine has started the lanes. */
    public void begin(Lanes started) {
        lanes = started;
        watchdog.begin();
        if (state.hasEnded()) { // before the lanes were known here
            started.close();
        }
    }

    public RunContext<I, O> context() {
        return context;
    }

    public RunState<I, O> state() {
        return state;
    }

    public RunSupply<I, O> supply() {
        return supply;
    }

    public RunLane newLane(String engine, int number, boolean ofCaller) {
        RunLane lane = new RunLane(engine, number, ofCaller);
        watchdog.watch(lane);
        return lane;
    }

    @Override
    public Lanes lanes() {
        Lanes running = lanes;
        return running == null ? NOT_STARTED : running;
    }

    @Override
    public void stopReading() {
        watchdog.stopReading();
    }

    @Override
    public void stopAttempts() {
        watchdog.stopAll();
    }

    @Override
    public void nothingRuns() {
        watchdog.end();
        OpenedStates states = context.states();
        if (states != null) {
            states.end();
        }
    }

    /** The run has ended: waits until what its lanes had is closed. */
    public void awaitStates() {
        OpenedStates states = context.states();
        try {
            boolean _ = states == null || states.await(0);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // and it goes on by itself
        }
    }

    @Override
    public void stop(SubmittedInput<I, O> one) {
        watchdog.stop(one);
    }

    @Override
    public void awaited(SubmittedInput<I, O> one) {
        if (lanes().callerHelps()) {
            help(one, true);
        }
    }

    /**
     * Runs an input that was submitted on the calling thread, unless a lane has begun it. Returns
     * once it has ended, or the thread is interrupted.
     *
     * @param ofCaller whether the thread belongs to whoever waits for the input
     */
    public void help(SubmittedInput<I, O> one, boolean ofCaller) {
        Thread caller = Thread.currentThread();
        RunLane lane =
                ofCaller ? newLane(caller.getName(), 0, true) : newLane(engine.name(), 0, false);
        CompletableFuture<O> ended = one.whenComplete((_, _) -> LockSupport.unpark(caller));
        long pause = FIRST_PAUSE_NANOS;
        try {
            while (!one.isDone() && !caller.isInterrupted()) {
                RunState.Turn<I, O> turn = state.turn(one);
                if (turn.lease() != null) {
                    turn.lease().run(lane);
                    pause = FIRST_PAUSE_NANOS;
                } else if (turn.nanos() > 0) {
                    LockSupport.parkNanos(one, Math.min(pause, turn.nanos()));
                    pause = Math.min(2 * pause, LAST_PAUSE_NANOS);
                }
            }
        } catch (Throwable broke) { // the job's own functions
            one.fails(
                    new FailedInputException(
                            context.job().name(), -1, one.input(), new Cause.Threw(broke)));
        } finally {
            watchdog.forget(lane);
            boolean _ = ended.cancel(false);
        }
    }

    /** Ends it and waits until nothing runs any more; gives up what would not end. */
    public void stop(Report.End why) {
        state.cancel(Halt.Mode.NOW, why);
        if (!state.awaitEnd(Watchdog.GRACE_NANOS)) {
            watchdog.abandonAll();
            boolean _ = state.awaitEnd(Watchdog.GRACE_NANOS);
        }
        OpenedStates states = context.states();
        if (states != null) {
            states.stop(TimeUnit.NANOSECONDS.toMillis(Watchdog.GRACE_NANOS));
        }
    }

    /**
     * Says how the run ended, unless each input of its source has its outcome.
     *
     * @throws RunException if it broke, or its engine was closed
     * @throws CancellationException if it was cancelled, or halted by its rule
     */
    public void throwUnlessComplete() {
        Report.End end = state.end();
        switch (end) {
            case RUNNING, COMPLETE -> {}
            case BROKEN -> throw Objects.requireNonNull(state.failure());
            case CLOSED ->
                    throw new RunException(
                            RunException.Part.ENGINE,
                            "%s: the engine %s was closed before the run had ended: %s; close it after its runs"
                                    .formatted(context.job().name(), engine.name(), counts()),
                            null);
            case HALTED, CANCELLED ->
                    throw new CancellationException(
                            "%s: the run was %s: %s"
                                    .formatted(
                                            context.job().name(),
                                            end == Report.End.HALTED
                                                    ? "halted by its rule"
                                                    : "cancelled",
                                            counts()));
        }
    }

    private String counts() {
        Report report = report();
        return String.format(
                Locale.ROOT,
                "%d done, %d failed, %d cancelled, %s not started",
                report.done(),
                report.failed(),
                report.cancelled(),
                report.notStarted() < 0 ? "others" : report.notStarted());
    }

    public Progress progress() {
        return state.look(RunSnapshot::progress);
    }

    public Report report() {
        String on = engine.name() + ":" + width;
        String account = lanes().account();
        return state.look(
                shown -> shown.report(context.job().name(), on, watchdog.abandoned(), account));
    }
}
