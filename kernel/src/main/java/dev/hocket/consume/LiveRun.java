package dev.hocket.consume;

import dev.hocket.Engine;
import dev.hocket.Halt;
import dev.hocket.Inputs;
import dev.hocket.Job;
import dev.hocket.Outcome;
import dev.hocket.Progress;
import dev.hocket.Report;
import dev.hocket.Run;
import dev.hocket.RunOptions;
import dev.hocket.conductor.RetryBackoff;
import dev.hocket.run.ActiveRun;
import dev.hocket.run.RunLauncher;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The user's view of a run: it provides the one consumer, and delegates everything else. */
public final class LiveRun<I, O extends @Nullable Object> implements Run<I, O> {
    private final ActiveRun<I, O> run;
    private final OutcomeRecorder<I, O> recorder;
    private final AtomicReference<@Nullable OutcomeIterator<I, O>> consumer =
            new AtomicReference<>();

    private volatile boolean closed;

    /** The consumer, where outcomes are polled. */
    private volatile @Nullable OutcomeIterator<I, O> polled;

    /** What hands outcomes over, where an executor takes them. */
    private volatile @Nullable OutcomeHandover<I, O> handedOver;

    private LiveRun(ActiveRun<I, O> run) {
        this.run = run;
        this.recorder = new OutcomeRecorder<>(run);
    }

    public static <I, O extends @Nullable Object> LiveRun<I, O> start(
            Engine engine, Job<I, O> job, Inputs<I> inputs, RunOptions<I, O> options) {
        LiveRun<I, O> live = new LiveRun<>(RunLauncher.start(engine, job, inputs, options, false));
        live.recorder.started(live);
        return live;
    }

    private OutcomeIterator<I, O> consume(boolean inOrder) {
        OutcomeIterator<I, O> deliveries = new OutcomeIterator<>(run, recorder, inOrder);
        if (!consumer.compareAndSet(null, deliveries)) {
            throw new IllegalStateException(
                    run.context().job().name()
                            + (closed
                                    ? ": this run is closed; consume it within its block"
                                    : ": this run already has a consumer; a run is consumed once,"
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
    public Optional<Outcome<I, O>> poll(Duration timeout) {
        OutcomeIterator<I, O> own = polled;
        if (own == null) {
            own = consume(false);
            polled = own;
        }
        return Optional.ofNullable(own.poll(RetryBackoff.saturatedNanos(timeout)));
    }

    @Override
    public boolean finished() {
        OutcomeIterator<I, O> taking = consumer.get();
        return taking != null && taking.finished();
    }

    @Override
    public CompletionStage<Report> outcomes(
            Executor executor, Consumer<? super Outcome<I, O>> each) {
        OutcomeHandover<I, O> handover =
                new OutcomeHandover<>(this, consume(false), executor, each);
        handedOver = handover;
        return handover.begin();
    }

    @Override
    public Report drain() {
        consume(false).drain();
        return report();
    }

    @Override
    public void cancel(Halt.Mode mode) {
        run.state().cancel(mode, Report.End.CANCELLED);
    }

    @Override
    public Progress progress() {
        return run.progress();
    }

    @Override
    public Report report() {
        return run.report();
    }

    @Override
    public void close() {
        closed = true;
        OutcomeHandover<I, O> handover = handedOver;
        if (handover != null) {
            handover.stop();
        }
        run.stop(Report.End.CANCELLED);
        OutcomeIterator<I, O> deliveries = consumer.get();
        if (deliveries == null) {
            deliveries = new OutcomeIterator<>(run, recorder, false);
            if (!consumer.compareAndSet(null, deliveries)) {
                return; // a consumer came at this moment, and records the rest
            }
        }
        deliveries.recordRest();
    }
}
