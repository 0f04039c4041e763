package dev.hocket.spi;

import dev.hocket.Cause;
import org.jspecify.annotations.Nullable;

/**
 * A chunk of attempts that one lane has taken. The lane either calls {@link #run} on its own
 * thread, or, where attempts run elsewhere, reports each with {@link #started}, {@link #done} and
 * {@link #failed}; the lease goes back to the run by itself when the last has ended.
 */
public interface Lease<I, O extends @Nullable Object> {

    /** How many attempts, at least 1. */
    int size();

    /** The input of the {@code i}-th. */
    I input(int i);

    /** The position of the {@code i}-th input in the source. */
    long index(int i);

    /** Which attempt was started last, from 0; also for threads that only look. */
    int current();

    /** Which attempt at its input the {@code i}-th is, from 1. */
    int attempt(int i);

    /** Runs all attempts, one after the other, on the calling thread. Throws nothing. */
    void run(Lane lane);

    /**
     * Starts all attempts, in the non-blocking form of the job's task, on the calling thread, which
     * is the loop's. Those that do not complete at once end later. Throws nothing.
     *
     * @param lane runs the attempts, until one does not complete at once and keeps it; {@link
     *     Loop#free} says when it is free again, which may be before this method returns
     */
    void runAsync(Lane lane, Loop loop);

    /**
     * The {@code i}-th attempt starts now, elsewhere; its deadline counts from here.
     *
     * @return whether it may; if not, the run is over and the attempt is not to be started
     */
    boolean started(Lane lane, int i);

    /**
     * How long some attempts took where they ran, without the way there and back; to be called
     * before the last of them is reported as ended. Without it, what passes between the reports
     * counts.
     *
     * @param i the first of them
     * @param count how many; the time of one alone is kept for it, of several their average
     */
    default void took(int i, int count, long nanos) {}

    /** The {@code i}-th attempt ended with an output. */
    void done(Lane lane, int i, O output);

    /** The {@code i}-th attempt failed. */
    void failed(Lane lane, int i, Cause cause);

    /** The {@code i}-th attempt was not started and is to run on another lane. */
    void giveBack(Lane lane, int i);

    /** An event loop: one thread that starts attempts and notes down their ends. */
    interface Loop {
        /**
         * A lane for the attempts that are left when one keeps its own, or {@code null} if none is
         * free. Called by the loop's thread.
         */
        @Nullable Lane another();

        /**
         * Has the loop's thread run something that belongs to an attempt, soon; dropped if the
         * engine has been closed. May be called by any thread and must not block.
         */
        void execute(Runnable what);

        /** Whether {@link #holds} is to be called. */
        default boolean watches() {
            return false;
        }

        /**
         * The loop's thread, which calls this, is about to run code of the user's for the {@code
         * i}-th attempt of a lease.
         *
         * @return what the same thread is to run once it has; throws nothing
         */
        default Runnable holds(Lease<?, ?> lease, int i) {
            return () -> {};
        }

        /**
         * A lane has nothing to do any more. If it is {@linkplain Lane#lost() lost}, its attempt
         * has come to an end after all. Called by the loop's thread, or the one that was lost.
         */
        void free(Lane lane);
    }
}
