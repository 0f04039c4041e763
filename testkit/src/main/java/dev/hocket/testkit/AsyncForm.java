package dev.hocket.testkit;

import dev.hocket.AsyncTask;
import dev.hocket.Job;
import dev.hocket.Task;
import java.util.concurrent.CompletableFuture;

/**
 * Blocking tasks in a non-blocking form, so that an engine without {@link
 * dev.hocket.spi.Trait#BLOCKING} runs the same clauses: for a subclass's {@link
 * EngineContract#job}.
 */
public final class AsyncForm {
    private AsyncForm() {}

    /**
     * Each attempt runs on a thread of its own, and its stage completes when that ends. Cancelling
     * the stage interrupts the thread, no more: a task that ignores it makes a stage that never
     * completes.
     */
    public static <I, O> Job<I, O> offloaded(String name, Task<I, O> task) {
        return Job.async(name, offloaded(task));
    }

    /** Each attempt runs where it is started, and its stage is complete when it comes back. */
    public static <I, O> Job<I, O> direct(String name, Task<I, O> task) {
        return Job.async(name, input -> CompletableFuture.completedFuture(task.run(input)));
    }

    /** Half of the inputs run in either way. */
    public static <I, O> Job<I, O> mixed(String name, Task<I, O> task) {
        AsyncTask<I, O> offloaded = offloaded(task);
        return Job.async(
                name,
                input ->
                        input.hashCode() % 2 == 0
                                ? offloaded.run(input)
                                : CompletableFuture.completedFuture(task.run(input)));
    }

    private static <I, O> AsyncTask<I, O> offloaded(Task<I, O> task) {
        return input -> {
            Interruptible<O> stage = new Interruptible<>();
            stage.thread =
                    Thread.ofVirtual()
                            .name("offloaded")
                            .unstarted(() -> {
                                try {
                                    stage.complete(task.run(input));
                                } catch (Throwable failure) {
                                    stage.completeExceptionally(failure);
                                }
                            });
            stage.thread.start();
            return stage;
        };
    }

    private static final class Interruptible<O> extends CompletableFuture<O> {
        private Thread thread = Thread.currentThread();

        @Override
        public boolean cancel(boolean mayInterrupt) {
            thread.interrupt();
            return false;
        }
    }
}
