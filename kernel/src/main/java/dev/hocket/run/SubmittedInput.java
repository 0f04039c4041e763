package dev.hocket.run;

import dev.hocket.source.HandedInput;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * An input that was submitted, and the future of its output. Cancelling it withdraws the input: its
 * attempt is not begun, or stopped. A task that waits for it on a lane of the engine runs it.
 */
public final class SubmittedInput<I, O extends @Nullable Object> extends CompletableFuture<O>
        implements HandedInput<I> {
    private static final VarHandle BEGUN;

    static {
        try {
            BEGUN =
                    MethodHandles.lookup()
                            .findVarHandle(SubmittedInput.class, "begun", boolean.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private final SubmissionQueue<I, O> queue;
    private final I input;

    @SuppressWarnings("UnusedVariable") // by its handle
    private volatile boolean begun;

    /** What is to be done once it has ended, or null. */
    private volatile @Nullable Runnable afterwards;

    // Of the queue's list of those that have begun and not ended.
    @Nullable SubmittedInput<I, O> before;
    @Nullable SubmittedInput<I, O> after;
    boolean open;

    /** What runs in its place now that it has ended. */
    private volatile @Nullable SubmittedInput<I, O> following;

    SubmittedInput(SubmissionQueue<I, O> queue, I input) {
        this.queue = queue;
        this.input = input;
    }

    @Override
    public I input() {
        return input;
    }

    @Override
    public boolean wanted() {
        return !isDone();
    }

    /** Whether it was taken out of the queue, or is about to be. */
    boolean hasBegun() {
        return begun;
    }

    /** Takes it out of the queue; whether that had not happened yet. */
    boolean begins() {
        return BEGUN.compareAndSet(this, false, true);
    }

    /** Has something done once it has ended; that must be short, and may be done twice. */
    public void afterwards(Runnable action) {
        afterwards = action;
        if (isDone()) {
            action.run();
        }
    }

    /** It has ended, whoever ended it. */
    void settled() {
        Runnable action = afterwards;
        if (action != null) {
            action.run();
        }
    }

    /**
     * Withdraws the input: no attempt at it is begun any more.
     *
     * @param mayInterruptIfRunning whether an attempt that runs is stopped
     */
    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean done = isDone();
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        if (cancelled && !done) {
            settled();
            if (mayInterruptIfRunning && begun) {
                queue.stop(this);
            }
        }
        return cancelled;
    }

    @Override
    public O get() throws InterruptedException, ExecutionException {
        if (!isDone()) {
            queue.awaited(this);
        }
        return super.get();
    }

    @Override
    public O join() {
        if (!isDone()) {
            queue.awaited(this);
        }
        return super.join();
    }

    /** Another one runs in its place. */
    void follow(SubmittedInput<I, O> next) {
        following = next;
    }

    @Nullable SubmittedInput<I, O> following() {
        return following;
    }

    void gives(O output) {
        boolean _ = complete(output);
    }

    void fails(Throwable why) {
        boolean _ = completeExceptionally(why);
    }
}
