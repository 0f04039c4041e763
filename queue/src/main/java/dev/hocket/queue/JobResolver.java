package dev.hocket.queue;

import dev.hocket.Cause;
import dev.hocket.Job;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds the job and the input for what was submitted under one name. A {@link QueueJob} always
 * finds the same job; a resolver of one's own can make the job of what was submitted.
 */
public interface JobResolver {

    /** The name under which inputs are submitted. */
    String name();

    /**
     * The job and its input.
     *
     * @throws PayloadException if the input cannot be read: the job fails, with this message
     * @throws UnsuitableWorkerException if this worker cannot run it: the job is given back, and
     *     another worker may claim it
     */
    Call<?, ?> resolve(byte[] payload) throws PayloadException, UnsuitableWorkerException;

    /**
     * A job with one input.
     *
     * @param job what to run
     * @param input its input
     * @param outputs how the output is stored
     * @param evidence what else is stored of a failure, such as what a command wrote
     */
    record Call<I, O extends @Nullable Object>(
            Job<I, O> job,
            I input,
            PayloadCodec<O> outputs,
            Function<Cause, byte @Nullable []> evidence) {

        /** A call that stores nothing of a failure but its cause. */
        public Call(Job<I, O> job, I input, PayloadCodec<O> outputs) {
            this(job, input, outputs, _ -> null);
        }
    }

    /** Thrown if a worker cannot run a job that others may be able to run. */
    final class UnsuitableWorkerException extends Exception {
        private static final long serialVersionUID = 1;

        /** Creates the exception; the message says what this worker lacks. */
        public UnsuitableWorkerException(String message) {
            super(message);
        }
    }
}
