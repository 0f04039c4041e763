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
 * A job over inputs on an engine, any engine, as a {@link Flux}: for those who compose runs with
 * Reactor's operators. Immutable; each method that changes something gives a changed copy. Safe for
 * use by several threads.
 *
 * <pre>{@code
 * Flux<Path> large = RunFlux.of(engine, shrink, Inputs.of(photos))
 *         .outputs()
 *         .filter(thumb -> size(thumb) > 100_000);
 * }</pre>
 *
 * <p><b>Demand.</b> Outcomes come as they are requested, and no faster: what is not requested stays
 * in the run's window, and a full window stops the lanes. Many operators request 256 at once; put
 * {@link Flux#limitRate} in front of those that should not.
 *
 * <p><b>Signals</b> come from a virtual thread of the run, one after the other; an operator that
 * takes its time holds back its own run only. A task may subscribe to a run on its own engine and
 * wait for it, if it subscribes on its own thread.
 *
 * <p><b>Ends.</b> Failed inputs are outcomes like others. An error comes where the run itself gives
 * way: it is refused or cannot start, its source throws, its engine breaks. Cancelling the
 * subscription cancels the run and what it is running, and returns at once; the engine stays open.
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

    /** Runs of {@code job} over {@code inputs}; nothing starts before a subscription. */
    public static <I, O extends @Nullable Object> RunFlux<I, O> of(
            Engine engine, Job<I, O> job, Inputs<I> inputs) {
        return new RunFlux<>(engine, job, inputs, RunOptions.defaults(), false);
    }

    /** The same with other options: a window, a width, a journal, listeners. */
    public RunFlux<I, O> options(RunOptions<I, O> options) {
        return new RunFlux<>(engine, job, inputs, options, ordered);
    }

    /** The same in the order of the inputs, as zipping needs it, instead of as they complete. */
    public RunFlux<I, O> inOrder() {
        return new RunFlux<>(engine, job, inputs, options, true);
    }

    /**
     * The outcomes of a run for each subscription: each starts one of its own. Inputs that can be
     * read once only, such as a stream, allow one subscription; later ones get an error.
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
     * miss what is gone, and after the end get the end alone. The slowest subscriber sets the pace.
     * When the last one cancels, the run is cancelled, and who comes then gets a {@link
     * CancellationException}.
     */
    public Flux<Outcome<I, O>> shared() {
        return shared(1);
    }

    /**
     * The same for subscribers that are to see all of it: the run starts when so many have
     * subscribed.
     *
     * <p>Reactor's {@code publish} forgets a cancellation that comes just as it has given all that
     * was asked for, and goes on waiting (seen with 3.8.8). So subscribers are counted here too,
     * and the last one to leave stops the source from its other side; by a completion, as {@code
     * takeUntilOther} would not cancel it on an error.
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
     * The outputs alone, of a run for each subscription. The first failed input ends it with a
     * {@link FailedInputException}, and the rest of the run is cancelled. A job without outputs
     * gives an error, as a flux has no nulls; take {@link #cold()} for it.
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
