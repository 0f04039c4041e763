package dev.hocket;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * The work itself with something that a lane keeps from one attempt to the next, such as a
 * connection: see {@link Job#withState}. The state is used by one attempt at a time.
 *
 * @param <S> the type of the state
 * @param <I> what it takes; never {@code null}
 * @param <O> what it gives; {@code null} is a valid output
 */
@FunctionalInterface
public interface StatefulTask<S extends @Nullable Object, I, O extends @Nullable Object>
        extends Serializable {

    /**
     * Runs one attempt.
     *
     * @param state what was opened for the lane
     * @param input the input, as the source gave it
     * @return the output
     * @throws Exception any failure, as of {@link Task#run}
     */
    O run(S state, I input) throws Exception;

    /**
     * Makes the state of a lane.
     *
     * @param <S> the type of the state
     */
    @FunctionalInterface
    interface Opening<S extends @Nullable Object> extends Serializable {
        /**
         * A new state; closed at the lane's end if it is {@link AutoCloseable}.
         *
         * @throws Exception any failure; it is that of the attempt that needs the state, and the
         *     next one tries again
         */
        S open() throws Exception;
    }
}
