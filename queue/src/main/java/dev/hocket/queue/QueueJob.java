package dev.hocket.queue;

import dev.hocket.Job;
import dev.hocket.queue.work.InTransaction;
import org.jspecify.annotations.Nullable;

/**
 * A job whose inputs and outputs can be stored: programs submit inputs of it under its name, and
 * workers that have a job of this name run them. Its policy (retries, backoff, deadline, rate,
 * limits) is that of the worker's job.
 *
 * @param <I> the type of the inputs
 * @param <O> the type of the outputs
 */
public final class QueueJob<I, O extends @Nullable Object> implements JobResolver {
    private final Job<I, O> job;
    private final PayloadCodec<I> inputs;
    private final PayloadCodec<O> outputs;

    /** What workers run instead of the job, if its outcome belongs to a transaction. */
    private final @Nullable Job<InTransaction<I>, O> transactional;

    private QueueJob(
            Job<I, O> job,
            PayloadCodec<I> inputs,
            PayloadCodec<O> outputs,
            @Nullable Job<InTransaction<I>, O> transactional) {
        if (job.isGrowing()) {
            throw new IllegalArgumentException(
                    job.name()
                            + " grows inputs from its outputs, which a queue does not store; submit"
                            + " the further inputs from the task");
        }
        this.job = job;
        this.inputs = inputs;
        this.outputs = outputs;
        this.transactional = transactional;
    }

    /**
     * A job whose inputs and outputs are stored as JSON; see {@link PayloadCodec#json}.
     *
     * @throws IllegalArgumentException if a type cannot be represented, or if the job grows inputs
     */
    public static <I, O extends @Nullable Object> QueueJob<I, O> of(
            Job<I, O> job, Class<I> input, Class<O> output) {
        return of(job, PayloadCodec.json(input), PayloadCodec.json(output));
    }

    /** A job with codecs of one's own. */
    public static <I, O extends @Nullable Object> QueueJob<I, O> of(
            Job<I, O> job, PayloadCodec<I> inputs, PayloadCodec<O> outputs) {
        return new QueueJob<>(job, inputs, outputs, null);
    }

    /**
     * A job whose task works in the queue's own database: its effects and its outcome are committed
     * in one transaction, so that they happen exactly once. It runs on engines of the worker's own
     * process. With SQLite, no other transaction can write while the task runs: keep it short.
     */
    public static <I, O extends @Nullable Object> QueueJob<I, O> inTransaction(
            String name, Class<I> input, Class<O> output, TransactionalTask<I, O> task) {
        PayloadCodec<O> outputs = PayloadCodec.json(output);
        Job<I, O> alone =
                Job.of(
                        name,
                        _ -> {
                            throw new IllegalStateException(name + " runs in a worker only");
                        });
        return new QueueJob<>(
                alone,
                PayloadCodec.json(input),
                outputs,
                Job.of(name, of -> of.run(task, outputs)));
    }

    /** The name under which inputs are submitted and workers are found. */
    @Override
    public String name() {
        return job.name();
    }

    /** What a worker runs. */
    public Job<I, O> job() {
        return job;
    }

    /** How inputs are stored. */
    public PayloadCodec<I> inputs() {
        return inputs;
    }

    /** How outputs are stored. */
    public PayloadCodec<O> outputs() {
        return outputs;
    }

    @Override
    public Call<?, O> resolve(byte[] payload) throws PayloadException {
        if (transactional != null) {
            return new Call<>(transactional, new InTransaction<>(inputs.read(payload)), outputs);
        }
        return new Call<>(job, inputs.read(payload), outputs);
    }

    @Override
    public String toString() {
        return job.toString();
    }
}
