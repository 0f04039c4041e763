package dev.hocket.queue.work;

import dev.hocket.queue.PayloadCodec;
import dev.hocket.queue.TransactionalTask;
import dev.hocket.queue.store.QueueStore;
import java.sql.Connection;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The input of a transactional task, with what the task needs to record its outcome itself. */
public final class InTransaction<I> {
    private final I input;
    private @Nullable Lease lease;

    /** The job for which it runs. */
    private record Lease(QueueStore store, long worker, SubmittedJob job) {}

    public InTransaction(I input) {
        this.input = input;
    }

    /** Before the job is submitted to the engine. */
    void runsFor(QueueStore store, long worker, SubmittedJob job) {
        lease = new Lease(store, worker, job);
    }

    /**
     * Runs the task and records its outcome in one transaction.
     *
     * @throws Exception what the task throws, or if the database cannot commit
     */
    public <O extends @Nullable Object> O run(TransactionalTask<I, O> task, PayloadCodec<O> outputs)
            throws Exception {
        Lease of = Objects.requireNonNull(lease, "runs in a worker of this process only");
        try (Connection connection = of.store().connect()) {
            connection.setAutoCommit(false);
            boolean committed = false;
            try {
                O output = task.run(connection, input);
                boolean valid =
                        of.store()
                                .finish(
                                        connection,
                                        of.worker(),
                                        Outcomes.done(of.job(), outputs.write(output)));
                if (!valid) {
                    throw new IllegalStateException(
                            "another worker has job " + of.job().job().id() + "; rolled back");
                }
                connection.setAutoCommit(true); // commits, and begins no other
                committed = true;
                of.job().wasRecorded();
                return output;
            } finally {
                if (!committed) {
                    connection.rollback();
                }
            }
        }
    }

    @Override
    public String toString() {
        return String.valueOf(input);
    }
}
