package dev.hocket.queue;

import java.sql.Connection;
import org.jspecify.annotations.Nullable;

/**
 * A task whose effects are in the queue's own database: they are committed together with the job's
 * outcome, so that they happen exactly once.
 *
 * @param <I> the type of the input
 * @param <O> the type of the output
 */
@FunctionalInterface
public interface TransactionalTask<I, O extends @Nullable Object> {

    /**
     * Runs one attempt.
     *
     * @param connection in a transaction that the worker commits; do not commit, roll back or close
     * @throws Exception any failure; the transaction is rolled back
     */
    O run(Connection connection, I input) throws Exception;
}
