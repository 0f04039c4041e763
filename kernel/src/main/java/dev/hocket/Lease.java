package dev.hocket;

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

    /** Which attempt at its input the {@code i}-th is, from 1. */
    int attempt(int i);

    /** Runs all attempts, one after the other, on the calling thread. Throws nothing. */
    void run(Lane lane);

    /**
     * The {@code i}-th attempt starts now, elsewhere; its deadline counts from here.
     *
     * @return whether it may; if not, the run is over and the attempt is not to be started
     */
    boolean started(Lane lane, int i);

    /** The {@code i}-th attempt ended with an output. */
    void done(Lane lane, int i, O output);

    /** The {@code i}-th attempt failed. */
    void failed(Lane lane, int i, Cause cause);

    /** The {@code i}-th attempt was not started and is to run on another lane. */
    void giveBack(Lane lane, int i);
}
