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
 * A block that owns the virtual threads started in it: none of them outlives the block. It offers
 * what {@code StructuredTaskScope} offers as a preview API, without preview features.
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
 * <p>{@link Until} says when {@code join} ends and what cancels the remaining tasks. Cancelling
 * interrupts a task, as {@code Future.cancel(true)} does; a task that has not begun never begins.
 * Leaving the block without {@code join} cancels all tasks.
 *
 * <p><b>Threads.</b> The thread that opened the scope is its owner; only the owner may join and
 * close it. Any thread may fork and cancel, including the scope's own tasks. What a thread did
 * before it forks a task is visible to the task, and what a task did is visible to the owner after
 * {@code join}.
 *
 * <p><b>Nesting.</b> A task may open a scope of its own. Cancelling the outer scope interrupts that
 * task; when the task then leaves the block of the inner scope, the inner scope is cancelled as
 * well. Tasks do not inherit {@code ScopedValue}s: bind them again inside.
 *
 * @param <T> the common type of the results of its tasks
 */
public final class TaskScope<T extends @Nullable Object> implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("dev.hocket.sync");

    /** A task without a result. */
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

    /** Opens a scope that ends at the first failure, for several tasks that are all needed. */
    public static <T extends @Nullable Object> TaskScope<T> open() {
        return open(ScopeOptions.defaults());
    }

    /** Opens a scope that ends as {@code until} says. */
    public static <T extends @Nullable Object> TaskScope<T> open(Until until) {
        return open(ScopeOptions.defaults().withUntil(until));
    }

    /** Opens a scope with options; its deadline is counted from now. */
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
     * @return its future, which is already cancelled if the scope is. Abandoning a wait for it does
     *     not affect the task; {@code cancel(true)} ends only this task
     * @throws IllegalStateException if the scope is closed
     */
    public <U extends T> Future<U> fork(Callable<U> task) {
        ScopeTask<U> strand = new ScopeTask<>(task, false);
        start(strand);
        return strand;
    }

    /**
     * Starts a task without a result, otherwise like {@link #fork}. A failure ends {@link #join()}
     * as {@link Until} says; with {@link Until#ALL_DONE} nothing reports it, so the task must do so
     * itself.
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
     * Starts a task that continues when the scope is cancelled, such as a write that must not be
     * interrupted; otherwise like {@link #fork}. {@link #close} waits for it for the grace period,
     * and then cancels it.
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
     * Cancels all running tasks except shielded ones; tasks that are forked from now on never
     * start. Returns at once. The owner's {@link #join()} then throws a {@link
     * CancellationException}.
     */
    public void cancel() {
        strands.stop(ScopeTasks.Stop.CANCELLED);
    }

    /**
     * Waits until the scope's tasks have ended as its {@link Until} says. When this returns or
     * throws because of it, the remaining tasks are cancelled; when {@link #close} returns, they
     * have ended. An owner that is interrupted may join again.
     *
     * @throws ExecutionException for {@link Until#FIRST_FAILURE} if a task failed; for {@link
     *     Until#FIRST_SUCCESS} if all failed, with the first failure as the cause and the others
     *     suppressed
     * @throws TimeoutException if the deadline has passed first
     * @throws CancellationException if the scope was cancelled first, or for {@link
     *     Until#FIRST_SUCCESS} if no task succeeded or failed
     * @throws InterruptedException if the owner is interrupted; this cancels nothing
     * @throws WrongThreadException if another thread than the owner calls
     */
    public void join() throws InterruptedException, ExecutionException, TimeoutException {
        checkOwner("join");
        strands.join(Long.MAX_VALUE);
    }

    /**
     * Waits as {@link #join()} does, but for at most this time; when the time has passed, nothing
     * is cancelled.
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
     * Cancels running tasks and waits for them in bounded time: for the grace period. Shielded
     * tasks that have not ended by then are cancelled as well, and get the same time again. A task
     * that ignores its interruption that long is abandoned, and a warning names its thread. If the
     * owner is interrupted meanwhile, it continues to wait and remains interrupted. A second call
     * has no effect.
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
