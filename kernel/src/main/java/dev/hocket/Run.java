package dev.hocket;

import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One job over one set of inputs on one engine. It starts at once, and pauses when its window is
 * full, until outcomes are consumed.
 *
 * <p>A run has one consumer: iterate it, or use {@link #inOrder()}, {@link #stream()}, {@link
 * #publisher()}, {@link #poll}, {@link #outcomes} or {@link #drain()}, once. {@link #progress()},
 * {@link #report()}, {@link #cancel(Halt.Mode)} and {@link #close()} may be called by any thread at
 * any time.
 *
 * <p>If the thread that waits for an outcome is interrupted, the run is cancelled ({@link
 * Halt.Mode#NOW}) and a {@link CancellationException} is thrown; the thread remains interrupted.
 */
public interface Run<I, O extends @Nullable Object> extends Iterable<Outcome<I, O>>, AutoCloseable {

    /**
     * The outcomes as they complete.
     *
     * <p>After the outcomes of all inputs that were taken from the source, only a {@linkplain
     * Report.End#COMPLETE complete} run ends normally. Otherwise the iterator throws {@link
     * CancellationException} if the run was cancelled or halted by its rule, and {@link
     * RunException} if the source threw, the engine broke or was closed, or the journal could not
     * be written. All other ways to consume a run do the same; a publisher signals an error.
     */
    @Override
    Iterator<Outcome<I, O>> iterator();

    /** The outcomes in the order of the inputs. */
    Iterable<Outcome<I, O>> inOrder();

    /** The outcomes as they complete, as a sequential stream; closing it closes the run. */
    Stream<Outcome<I, O>> stream();

    /**
     * The outcomes as they complete, for one subscriber, following its demand (Reactive Streams
     * 1.0.4). Cancelling the subscription closes the run.
     */
    Flow.Publisher<Outcome<I, O>> publisher();

    /** {@link #publisher()} in the order of the inputs. */
    Flow.Publisher<Outcome<I, O>> publisherInOrder();

    /**
     * The next outcome as it completes, if it comes in time. None is lost where it does not: the
     * next call waits for it again. To be called by one thread at a time.
     *
     * <pre>{@code
     * while (!run.finished()) {
     *     run.poll(Duration.ofMillis(200)).ifPresentOrElse(this::use, this::showProgress);
     * }
     * }</pre>
     *
     * <p>An engine that runs attempts only while a consumer waits runs at least one, however short
     * the time is.
     *
     * @return empty if none came in time, or if the run is complete and all were taken
     * @throws RuntimeException as {@link #iterator()} does, where the run did not complete
     */
    Optional<Outcome<I, O>> poll(Duration timeout);

    /** Whether the run has ended and its consumer has taken all outcomes. */
    boolean finished();

    /**
     * Hands each outcome, as it completes, to a consumer on an executor: one after the other, so
     * that the consumer need not be safe for use by several threads. A consumer that takes long
     * stops the run at its window. Returns at once.
     *
     * @param executor runs the consumer, a few outcomes in one command
     * @param consumer if it throws, the run is cancelled, and the stage fails with that
     * @return completes with the report once all outcomes were handed over; fails as {@link
     *     #iterator()} does where the run did not complete, or if the executor rejects a command.
     *     Cancelling its future cancels the run
     */
    CompletionStage<Report> outcomes(Executor executor, Consumer<? super Outcome<I, O>> consumer);

    /** Consumes all outcomes and drops them; only listeners and the journal see them. */
    Report drain();

    /** Ends the run early; returns at once. {@code NOW} can follow {@code SOON}. */
    void cancel(Halt.Mode mode);

    /** What has happened so far. */
    Progress progress();

    /** What was measured so far; final when the run has ended. */
    Report report();

    /**
     * Cancels the run and waits for its attempts. Returns in bounded time: an attempt that ignores
     * its interruption for a second is abandoned, and a warning names its thread. Outcomes that
     * were complete and not yet consumed are still written to the journal.
     */
    @Override
    void close();
}
