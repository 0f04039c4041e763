package dev.hocket.run;

import dev.hocket.AsyncTask;
import dev.hocket.Engine;
import dev.hocket.Job;
import dev.hocket.Task;
import dev.hocket.spi.Trait;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A blocking form of a non-blocking task, for a thread that may block: it waits for the stage, and
 * cancels it when it is interrupted.
 */
record BlockingForm<I, O extends @Nullable Object>(AsyncTask<I, O> task) implements Task<I, O> {
    /** Says what a task did wrong that gave no stage. */
    static final String NO_STAGE =
            "the task returned null; it must return a CompletionStage, such as"
                    + " CompletableFuture.completedFuture(output)";

    @Override
    public O run(I input) throws Exception {
        CompletableFuture<O> future = stage(task, input).toCompletableFuture();
        try {
            return future.get();
        } catch (InterruptedException stopped) {
            boolean _ = future.cancel(true);
            throw stopped;
        } catch (ExecutionException failed) {
            switch (failure(failed)) {
                case Exception exception -> throw exception;
                case Error error -> throw error;
                default -> throw failed;
            }
        }
    }

    /** What a thread of the engine runs that waits for each attempt. */
    static <I, O extends @Nullable Object> Task<I, O> of(Engine engine, Job<I, O> job) {
        return job.isBlocking() && engine.traits().contains(Trait.BLOCKING)
                ? job.task()
                : new BlockingForm<>(job.asyncTask().orElseThrow());
    }

    /** Starts an attempt. */
    static <I, O extends @Nullable Object> CompletionStage<O> stage(AsyncTask<I, O> task, I input)
            throws Exception {
        CompletionStage<O> stage = task.run(input);
        if (stage == null) {
            throw new NullPointerException(NO_STAGE);
        }
        return stage;
    }

    /** What a stage failed with, without what a future wraps around it. */
    static Throwable failure(Throwable thrown) {
        Throwable cause = thrown.getCause();
        boolean wrapper =
                thrown instanceof CompletionException || thrown instanceof ExecutionException;
        return wrapper && cause != null ? failure(cause) : thrown;
    }
}
