package dev.hocket;

import java.util.Iterator;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Flow;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One job over one set of inputs on one engine. It starts at once, and pauses when its window is
 * full, until outcomes are consumed.
 *
 * <p>A run has one consumer: iterate it, or use {@link #inOrder()}, {@link #stream()}, {@link
 * #publisher()} or {@link #drain()}, once. {@link #progress()}, {@link #report()}, {@link
 * #cancel(Halt.Mode)} and {@link #close()} may be called by any thread at any time.
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
