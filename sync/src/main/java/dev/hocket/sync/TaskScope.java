package dev.hocket.sync;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A block that owns the virtual threads started in it: none of them outlives it. What {@code
 * StructuredTaskScope} is as a preview, for the JDK without previews.
 *
 * <pre>{@code
 * try (TaskScope<String> scope = TaskScope.open()) {
 *     Future<String> user = scope.fork(() -> findUser(id));
 *     Future<String> order = scope.fork(() -> findOrder(id));
 *     scope.join(); // the first failure cancels the other and is thrown
 *     return user.resultNow() + order.resultNow();
 * }
 * }</pre>
 *
 * <p>{@link Until} says when joining ends and what cancels the rest. To cancel is to interrupt, as
 * {@code Future.cancel(true)} does; a task that has not begun by then never does. Leaving the block
 * without joining cancels all.
 *
 * <p><b>Threads.</b> The thread that opened the scope is its owner; it alone may join and close.
 * Any thread may fork and cancel, the scope's own tasks among them. What a thread did before it
 * forks is seen by the task, and what a task did is seen by who joins.
 *
 * <p><b>Nesting.</b> A task may open a scope of its own. Cancelling the outer one interrupts that
 * task, whose leaving of the inner one cancels that in turn. {@code ScopedValue}s do not reach the
 * tasks: bind them again inside.
 *
 * @param <T> what the results of its tasks have in common
 */
public final class TaskScope<T extends @Nullable Object> implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("dev.hocket.sync");

    /** What a task without a result does. */
    @FunctionalInterface
    public interface Action {
        /**
         * Runs once.
         *
         * @throws Exception any failure
         */
        void run() throws Exception;
    }

    private final ScopeTasks strands;
    private final ScopeOptions options;
    private final Thread owner = Thread.currentThread();
    private final CountDownLatch closed = new CountDownLatch(1);

    private TaskScope(ScopeOptions options) {
        this.options = options;
        this.strands = new ScopeTasks(options);
    }

    /** A scope that ends at the first failure: of several parts that are all needed. */
    public static <T extends @Nullable Object> TaskScope<T> open() {
        return open(ScopeOptions.defaults());
    }

    /** A scope that ends as {@code until} says. */
    public static <T extends @Nullable Object> TaskScope<T> open(Until until) {
        return open(ScopeOptions.defaults().withUntil(until));
    }

    /** A scope with its options; its deadline is counted from now. */
    public static <T extends @Nullable Object> TaskScope<T> open(ScopeOptions options) {
        TaskScope<T> scope = new TaskScope<>(options);
        Duration deadline = options.deadline();
        if (deadline != null) {
            Thread.ofVirtual()
                    .name(options.name() + "-deadline")
                    .start(() -> scope.expireAfter(deadline));
        }
        return scope;
    }

    /**
     * Starts {@code task} on a virtual thread of its own.
     *
     * @return its future; already cancelled if the scope is. Waiting for it may be given up at any
     *     time without harm to the task; {@code cancel(true)} ends this task alone
     * @throws IllegalStateException if the scope is closed
     */
    public <U extends T> Future<U> fork(Callable<U> task) {
        ScopeTask<U> strand = new ScopeTask<>(task, false);
        start(strand);
        return strand;
    }

    /**
     * Starts a task that gives nothing. Whether it failed is seen by {@link #join}, and for {@link
     * Until#ALL_DONE} by the task itself alone: let it say so. Else as {@link #fork}.
     */
    public void launch(Action task) {
        Objects.requireNonNull(task, "task");
        start(
                new ScopeTask<@Nullable Object>(
                        () -> {
                            task.run();
                            return null;
                        },
                        false));
    }

    /**
     * Starts a task that goes on when the scope is cancelled, such as a write that must not end
     * half-way. {@link #close} waits for it for the time of grace, and cancels it then. Else as
     * {@link #fork}.
     */
    public <U extends T> Future<U> forkShielded(Callable<U> task) {
        ScopeTask<U> strand = new ScopeTask<>(task, true);
        start(strand);
        return strand;
    }

    private void start(ScopeTask<?> strand) {
        if (!strands.admit(strand)) {
            strand.cancel(false);
            return;
        }
        boolean started = false;
        try {
            Thread.ofVirtual().name(strand.name).start(() -> run(strand));
            started = true;
        } finally {
            if (!started) {
                strand.cancel(false);
                strands.ended(strand);
            }
        }
    }

    private void run(ScopeTask<?> strand) {
        try {
            strand.run();
        } finally {
            strands.ended(strand);
        }
    }

    private void expireAfter(Duration deadline) {
        try {
            if (!closed.await(TimeUnit.NANOSECONDS.convert(deadline), TimeUnit.NANOSECONDS)) {
                strands.stop(ScopeTasks.Stop.EXPIRED);
            }
        } catch (InterruptedException nobodyDoes) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Cancels the tasks that run, shielded ones aside; those forked from now on never start.
     * Returns at once. The owner's {@link #join} throws {@link CancellationException} then.
     */
    public void cancel() {
        strands.stop(ScopeTasks.Stop.CANCELLED);
    }

    /**
     * Waits until the scope's tasks have ended as its {@link Until} says. The rest is told to end
     * when this returns or throws because of it, and has ended when {@link #close} returns. An
     * owner that is interrupted may join again.
     *
     * @throws ExecutionException for {@link Until#FIRST_FAILURE} if one failed; for {@link
     *     Until#FIRST_SUCCESS} if all did, with the first as cause and the others suppressed
     * @throws TimeoutException if the deadline has passed first
     * @throws CancellationException if the scope was cancelled first, or for {@link
     *     Until#FIRST_SUCCESS} if none succeeded and none failed
     * @throws InterruptedException if the owner is interrupted; nothing is cancelled by that
     * @throws WrongThreadException if another thread than the owner calls
     */
    public void join() throws InterruptedException, ExecutionException, TimeoutException {
        checkOwner("join");
        strands.join(Long.MAX_VALUE);
    }

    /**
     * Waits as {@link #join()} does, for so long at most; nothing is cancelled if that is too
     * short.
     *
     * @return whether the wait has ended as {@link Until} says
     */
    public boolean join(Duration atMost)
            throws InterruptedException, ExecutionException, TimeoutException {
        checkOwner("join");
        return strands.join(TimeUnit.NANOSECONDS.convert(atMost));
    }

    /**
     * The task that ended the joining: the first that has ended, failed or succeeded, as {@link
     * Until} says.
     *
     * @throws IllegalStateException if none has
     */
    @SuppressWarnings("unchecked")
    public Future<? extends T> first() {
        return (Future<? extends T>) strands.first();
    }

    /**
     * Cancels what still runs and waits for it, in bounded time: for the time of grace; where
     * shielded tasks have not ended by then, they are cancelled too, and have as much again. A task
     * that ignores its interruption for so long is left behind, and its thread named in a warning.
     * An owner that is interrupted meanwhile waits on and stays interrupted. A second call does
     * nothing.
     *
     * @throws WrongThreadException if another thread than the owner calls
     */
    @Override
    public void close() {
        checkOwner("close");
        if (closed.getCount() == 0) {
            return;
        }
        strands.stop(ScopeTasks.Stop.CANCELLED);
        boolean interrupted = Thread.interrupted();
        interrupted |= strands.awaitEnds();
        if (strands.anyShielded()) {
            strands.cancel(true);
            interrupted |= strands.awaitEnds();
        }
        String left = strands.close();
        closed.countDown();
        if (!left.isEmpty()) {
            LOG.log(Level.WARNING, "abandoned, since they ignore interruption: " + left);
        }
        if (interrupted) {
            owner.interrupt();
        }
    }

    private void checkOwner(String verb) {
        if (!Thread.currentThread().equals(owner)) {
            throw new WrongThreadException(
                    "only the thread that opened %s may %s it: %s, not %s"
                            .formatted(options.name(), verb, owner, Thread.currentThread()));
        }
    }

    @Override
    public String toString() {
        return strands.toString();
    }
}
