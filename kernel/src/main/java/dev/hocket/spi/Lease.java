package dev.hocket.spi;

import dev.hocket.Cause;
import org.jspecify.annotations.Nullable;

/**
 * A chunk of attempts that one lane has taken. The lane either calls {@link #run} on its own thread
 * or, if attempts run elsewhere, reports each attempt with {@link #started}, {@link #done} and
 * {@link #failed}. The lease returns itself to the run when its last attempt has ended.
 */
public interface Lease<I, O extends @Nullable Object> {

    /** The number of attempts, at least 1. */
    int size();

    /** The input of the {@code i}-th attempt. */
    I input(int i);

    /** The position in the source of the {@code i}-th attempt's input. */
    long index(int i);

    /** The attempt that was started last, counted from 0; may be read by any thread. */
    int current();

    /** The number of the {@code i}-th attempt among the attempts at its input, from 1. */
    int attempt(int i);

    /** Runs all attempts, one after the other, on the calling thread. Throws nothing. */
    void run(Lane lane);

    /**
     * Starts all attempts, in the non-blocking form of the job's task, on the calling thread, which
     * must be the loop's thread. Attempts that do not complete at once end later. Throws nothing.
     *
     * @param lane runs the attempts until one does not complete at once; this attempt keeps the
     *     lane. {@link Loop#free} is called when the lane is free again, possibly before this
     *     method returns
     */
    void runAsync(Lane lane, Loop loop);

    /**
     * Reports that the {@code i}-th attempt starts elsewhere; its deadline counts from now.
     *
     * @return whether it may start; if not, the run is over and the attempt must not be started
     */
    boolean started(Lane lane, int i);

    /**
     * Reports how long some attempts took where they ran, without communication; call it before the
     * last of them is reported as ended. Without it, the time between the reports counts.
     *
     * @param i the first of these attempts
     * @param count how many; the time of a single attempt is recorded as such, that of several as
     *     their average
     */
    default void took(int i, int count, long nanos) {}

    /** Reports that the {@code i}-th attempt ended with an output. */
    void done(Lane lane, int i, O output);

    /** Reports that the {@code i}-th attempt failed. */
    void failed(Lane lane, int i, Cause cause);

    /** Reports that the {@code i}-th attempt was not started and should run on another lane. */
    void giveBack(Lane lane, int i);

    /** An event loop: one thread that starts attempts and records their completion. */
    interface Loop {
        /**
         * Returns a lane for the remaining attempts when one attempt keeps its lane; {@code null}
         * if none is free. Called by the loop's thread.
         */
        @Nullable Lane another();

        /**
         * Executes an action of an attempt on the loop's thread, soon; it is dropped if the engine
         * has been closed. May be called by any thread and must not block.
         */
        void execute(Runnable what);

        /** Whether {@link #holds} should be called. */
        default boolean watches() {
            return false;
        }

        /**
         * Called by the loop's thread before it runs user code for the {@code i}-th attempt of a
         * lease.
         *
         * @return an action that the same thread runs after the user code; it throws nothing
         */
        default Runnable holds(Lease<?, ?> lease, int i) {
            return () -> {};
        }

        /**
         * A lane has no more work. If it is {@linkplain Lane#lost() lost}, its attempt has ended
         * after all. Called by the loop's thread or the thread that was lost.
         */
        void free(Lane lane);
    }
}
