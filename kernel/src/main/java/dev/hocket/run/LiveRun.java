package dev.hocket.run;

import dev.hocket.Engine;
import dev.hocket.Halt;
import dev.hocket.Inputs;
import dev.hocket.Job;
import dev.hocket.Outcome;
import dev.hocket.Progress;
import dev.hocket.Report;
import dev.hocket.Run;
import dev.hocket.RunOptions;
import java.util.Iterator;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** A run as its user holds it: gives out the one consumer, and passes on the rest. */
public final class LiveRun<I, O extends @Nullable Object> implements Run<I, O> {
    private final RunCore<I, O> core;
    private final Recorder<I, O> recorder;
    private final AtomicReference<@Nullable Deliveries<I, O>> consumer = new AtomicReference<>();

    private volatile boolean closed;

    private LiveRun(RunCore<I, O> core) {
        this.core = core;
        this.recorder = new Recorder<>(core);
    }

    public static <I, O extends @Nullable Object> LiveRun<I, O> start(
            Engine engine, Job<I, O> job, Inputs<I> inputs, RunOptions<I, O> options) {
        LiveRun<I, O> run = new LiveRun<>(Launch.start(engine, job, inputs, options, false));
        run.recorder.started(run);
        return run;
    }

    private Deliveries<I, O> consume(boolean inOrder) {
        Deliveries<I, O> deliveries = new Deliveries<>(core, recorder, inOrder);
        if (!consumer.compareAndSet(null, deliveries)) {
            throw new IllegalStateException(
                    core.job().name()
                            + (closed
                                    ? ": this run is closed; consume it within its block"
                                    : ": this run has its consumer already; a run is consumed once,"
                                            + " so keep what you need or start another run"));
        }
        return deliveries;
    }

    @Override
    public Iterator<Outcome<I, O>> iterator() {
        return consume(false);
    }

    @Override
    public Iterable<Outcome<I, O>> inOrder() {
        return () -> consume(true);
    }

    @Override
    public Stream<Outcome<I, O>> stream() {
        Spliterator<Outcome<I, O>> outcomes =
                Spliterators.spliteratorUnknownSize(
                        iterator(), Spliterator.NONNULL | Spliterator.ORDERED);
        return StreamSupport.stream(outcomes, false).onClose(this::close);
    }

    @Override
    public Flow.Publisher<Outcome<I, O>> publisher() {
        return new RunPublisher<>(this, this);
    }

    @Override
    public Flow.Publisher<Outcome<I, O>> publisherInOrder() {
        return new RunPublisher<>(this, inOrder());
    }

    @Override
    public Report drain() {
        consume(false).drain();
        return report();
    }

    /** Throws if the run was halted, so that not all of it has come. */
    void throwIfHalted() {
        core.throwIfHalted();
    }

    @Override
    public void cancel(Halt.Mode mode) {
        core.cancel(mode);
    }

    @Override
    public Progress progress() {
        return core.progress();
    }

    @Override
    public Report report() {
        return core.report();
    }

    @Override
    public void close() {
        closed = true;
        core.stop();
        Deliveries<I, O> deliveries = consumer.get();
        if (deliveries == null) {
            deliveries = new Deliveries<>(core, recorder, false);
            if (!consumer.compareAndSet(null, deliveries)) {
                return; // a consumer came at this moment, and records the rest
            }
        }
        deliveries.recordRest();
    }
}
