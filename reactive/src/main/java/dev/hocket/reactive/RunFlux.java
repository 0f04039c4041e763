package dev.hocket.reactive;

import dev.hocket.Done;
import dev.hocket.Engine;
import dev.hocket.Failed;
import dev.hocket.FailedInputException;
import dev.hocket.Inputs;
import dev.hocket.Job;
import dev.hocket.Outcome;
import dev.hocket.Run;
import dev.hocket.RunOptions;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.SignalType;
import reactor.core.publisher.Sinks;
import reactor.core.publisher.SynchronousSink;

/**
 * A run of a job over inputs, on any engine, as a {@link Flux}, so that Reactor's operators can be
 * applied. Immutable: each method that changes something returns a changed copy. Safe for use by
 * several threads.
 *
 * <pre>{@code
 * Flux<Path> large = RunFlux.of(engine, shrink, Inputs.of(photos))
 *         .outputs()
 *         .filter(thumb -> size(thumb) > 100_000);
 * }</pre>
 *
 * <p><b>Demand.</b> Outcomes are delivered only as requested: those not requested stay in the run's
 * window, and a full window stops the lanes. Many operators request 256 at once; put {@link
 * Flux#limitRate} before them to request fewer.
 *
 * <p><b>Signals</b> come from a virtual thread of the run, one after the other; a slow operator
 * holds back only its own run. A task may subscribe to a run on its own engine and wait for it, if
 * it subscribes on its own thread.
 *
 * <p><b>Ends.</b> Failed inputs are outcomes like others. The flux ends with an error if the run
 * itself fails: if it is refused or cannot start, its source throws, or its engine breaks.
 * Cancelling the subscription cancels the run and its running attempts, and returns at once; the
 * engine remains open.
 *
 * @param <I> the type of the inputs
 * @param <O> the type of the outputs
 */
public final class RunFlux<I, O extends @Nullable Object> {
    private final Engine engine;
    private final Job<I, O> job;
    private final Inputs<I> inputs;
    private final RunOptions<I, O> options;
    private final boolean ordered;

    private RunFlux(
            Engine engine,
            Job<I, O> job,
            Inputs<I> inputs,
            RunOptions<I, O> options,
            boolean ordered) {
        this.engine = Objects.requireNonNull(engine, "engine");
        this.job = Objects.requireNonNull(job, "job");
        this.inputs = Objects.requireNonNull(inputs, "inputs");
        this.options = Objects.requireNonNull(options, "options");
        this.ordered = ordered;
    }

    /**
     * Creates a flux of runs of {@code job} over {@code inputs}; nothing starts before a
     * subscription.
     */
    public static <I, O extends @Nullable Object> RunFlux<I, O> of(
            Engine engine, Job<I, O> job, Inputs<I> inputs) {
        return new RunFlux<>(engine, job, inputs, RunOptions.defaults(), false);
    }

    /** The same with other options: a window, a width, a journal, listeners. */
    public RunFlux<I, O> options(RunOptions<I, O> options) {
        return new RunFlux<>(engine, job, inputs, options, ordered);
    }

    /**
     * The same in the order of the inputs, which {@code zip} needs, instead of the order of
     * completion.
     */
    public RunFlux<I, O> inOrder() {
        return new RunFlux<>(engine, job, inputs, options, true);
    }

    /**
     * The outcomes of a run for each subscription: each subscription starts a run. Inputs that can
     * be read only once, such as a stream, allow one subscription; later ones get an error.
     */
    public Flux<Outcome<I, O>> cold() {
        return Flux.defer(() -> {
            Run<I, O> run = engine.start(job, inputs, options);
            Flow.Publisher<Outcome<I, O>> outcomes =
                    ordered ? run.publisherInOrder() : run.publisher();
            return JdkFlowAdapter.flowPublisherToFlux(outcomes);
        });
    }

    /**
     * The outcomes of one run for all subscribers. The first subscription starts it; later ones
     * miss the outcomes that have passed, and after the end get only the end. The slowest
     * subscriber sets the pace. When the last subscriber cancels, the run is cancelled, and later
     * subscribers get a {@link CancellationException}.
     */
    public Flux<Outcome<I, O>> shared() {
        return shared(1);
    }

    /**
     * The same for subscribers that need all outcomes: the run starts when this number of
     * subscribers has subscribed.
     *
     * <p>Reactor's {@code publish} misses a cancellation that arrives just when it has delivered
     * all requested elements, and continues to wait (seen with 3.8.8). Subscribers are therefore
     * counted here as well, and the last one to leave stops the source, by a completion, because
     * {@code takeUntilOther} would not cancel it on an error.
     *
     * @param subscribers at least 1
     */
    public Flux<Outcome<I, O>> shared(int subscribers) {
        AtomicBoolean begun = new AtomicBoolean();
        AtomicInteger present = new AtomicInteger();
        Sinks.Empty<Void> abandoned = Sinks.empty();
        Sinks.Empty<Outcome<I, O>> end = Sinks.empty();
        Flux<Outcome<I, O>> run =
                cold().doOnComplete(end::tryEmitEmpty)
                        .doOnError(end::tryEmitError)
                        .doOnCancel(() -> end.tryEmitError(left()))
                        .takeUntilOther(abandoned.asMono())
                        .concatWith(end.asMono());
        return Flux.defer(() -> begun.compareAndSet(false, true) ? run : end.asMono())
                .publish()
                .refCount(subscribers)
                .doOnSubscribe(_ -> present.incrementAndGet())
                .doFinally(signal -> {
                    boolean last = present.decrementAndGet() == 0;
                    if (last && signal == SignalType.CANCEL && begun.get()) {
                        abandoned.tryEmitEmpty();
                    }
                });
    }

    private CancellationException left() {
        return new CancellationException(
                job.name() + ": the shared run was cancelled when its last subscriber left");
    }

    /**
     * Only the outputs, of a run for each subscription. The first failed input ends the flux with a
     * {@link FailedInputException} and cancels the rest of the run. A {@code null} output is an
     * error, because a flux cannot contain nulls; use {@link #cold()} for such jobs.
     */
    public Flux<O> outputs() {
        return cold().handle(this::output);
    }

    private void output(Outcome<I, O> outcome, SynchronousSink<O> sink) {
        switch (outcome) {
            case Done<I, O>(I input, O output, var stats) -> {
                if (output == null) {
                    sink.error(
                            new NullPointerException(
                                    String.format(
                                                    Locale.ROOT,
                                                    "%s: the output of input %d ('%s') is null,"
                                                            + " which a flux cannot",
                                                    job.name(),
                                                    stats.index(),
                                                    input)
                                            + " carry; use cold() and its outcomes"));
                } else {
                    sink.next(output);
                }
            }
            case Failed<I, O>(I input, var cause, var stats) ->
                    sink.error(new FailedInputException(job.name(), stats.index(), input, cause));
        }
    }

    @Override
    public String toString() {
        return "%s on %s as a flux".formatted(job, engine);
    }
}
