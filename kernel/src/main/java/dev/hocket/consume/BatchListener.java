package dev.hocket.consume;

import dev.hocket.AttemptListener;
import dev.hocket.Cause;
import dev.hocket.Listener;
import dev.hocket.Outcome;
import dev.hocket.Report;
import dev.hocket.Run;
import dev.hocket.batch.Batch;
import dev.hocket.batch.BatchEnd;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A listener to inputs, as the run over their batches tells it.
 *
 * @param <L> what the listener sees
 */
sealed class BatchListener<I, O extends @Nullable Object, L extends Listener> implements Listener {
    final L inputs;

    private BatchListener(L inputs) {
        this.inputs = inputs;
    }

    static <I, O extends @Nullable Object> Listener of(Listener inputs) {
        return inputs instanceof AttemptListener attempts
                ? new OfAttempts<I, O>(attempts)
                : new BatchListener<I, O, Listener>(inputs);
    }

    @Override
    @SuppressWarnings("unchecked") // a run over batches tells it
    public void started(Run<?, ?> run) {
        inputs.started(new BatchRun<>((LiveRun<Batch<I>, BatchEnd<I, O>>) run));
    }

    @Override
    @SuppressWarnings("unchecked")
    public void outcome(Outcome<?, ?> batch) {
        BatchEnd.outcomes((Outcome<Batch<I>, BatchEnd<I, O>>) batch).forEach(inputs::outcome);
    }

    @Override
    public void ended(Report report) {
        inputs.ended(report);
    }

    /** The name in messages is the user's. */
    @Override
    public String toString() {
        return inputs.toString();
    }

    /** One that sees the attempts of batches: each is shown as the list of its inputs. */
    private static final class OfAttempts<I, O extends @Nullable Object>
            extends BatchListener<I, O, AttemptListener> implements AttemptListener {
        OfAttempts(AttemptListener inputs) {
            super(inputs);
        }

        private static Attempt shown(Attempt attempt) {
            Batch<?> batch = (Batch<?>) attempt.input();
            return new Attempt(batch.inputs(), batch.index(0), attempt.number(), attempt.lane());
        }

        @Override
        public void attemptStarted(Attempt attempt) {
            inputs.attemptStarted(shown(attempt));
        }

        @Override
        public void attemptRetried(Attempt attempt, Cause cause, Duration delay) {
            inputs.attemptRetried(shown(attempt), cause, delay);
        }

        @Override
        public void workerStarted(String lane, long pid) {
            inputs.workerStarted(lane, pid);
        }

        @Override
        public void workerDied(String lane, long pid, Cause.Crashed cause) {
            inputs.workerDied(lane, pid, cause);
        }
    }
}
