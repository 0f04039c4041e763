package dev.hocket.run;

import dev.hocket.Engine;
import dev.hocket.Halt;
import dev.hocket.Job;
import dev.hocket.JournalException;
import dev.hocket.Progress;
import dev.hocket.Report;
import dev.hocket.RunException;
import dev.hocket.RunOptions;
import dev.hocket.conductor.RetryBackoff;
import dev.hocket.source.InputSource;
import dev.hocket.spi.Lanes;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** A run on its engine: its state, the lanes that the engine started for it, and its watchdog. */
public final class ActiveRun<I, O extends @Nullable Object> implements RunState.Outside {
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
        return running == null ? LanesNotStarted.INSTANCE : running;
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
    }

    /** Ends it and waits until nothing runs any more; gives up what would not end. */
    public void stop(Report.End why) {
        state.cancel(Halt.Mode.NOW, why);
        if (!state.awaitEnd(Watchdog.GRACE_NANOS)) {
            watchdog.abandonAll();
            boolean _ = state.awaitEnd(Watchdog.GRACE_NANOS);
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
