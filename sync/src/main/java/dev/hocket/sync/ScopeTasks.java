package dev.hocket.sync;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of one scope and what has become of them. A task counts as ended when its thread ends,
 * not when its future does: a cancelled future is done while its task still runs.
 *
 * <p>Whatever first stops the scope (a task that decides, the deadline, a cancellation) stays the
 * reason. It is settled under the lock; tasks are interrupted outside of it, and none can slip
 * between, for {@link #admit} takes none once there is a reason.
 */
final class ScopeTasks {
    /** How many failures are kept for the message when all have failed. */
    private static final int FAILURES_KEPT = 16;

    /** Why no task is started any more. */
    enum Stop {
        DECIDED,
        EXPIRED,
        CANCELLED
    }

    private final ScopeOptions options;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    // Guarded by the lock.
    private final Set<ScopeTask<?>> running = new LinkedHashSet<>();
    private final List<Throwable> failures = new ArrayList<>();
    private @Nullable ScopeTask<?> first;
    private @Nullable Stop stop;
    private long admitted;
    private boolean closed;

    ScopeTasks(ScopeOptions options) {
        this.options = options;
    }

    /**
     * Takes a task that is about to start; false if it must not, as the scope is stopped.
     *
     * @throws IllegalStateException if the scope is closed
     */
    boolean admit(ScopeTask<?> strand) {
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException(
                        options.name()
                                + " is closed: fork before its block is left, or open another");
            }
            if (stop != null) {
                return false;
            }
            strand.name = options.name() + "-" + ++admitted;
            running.add(strand);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** The last thing that a task's thread does. */
    void ended(ScopeTask<?> strand) {
        Future.State state = strand.state();
        boolean decided;
        lock.lock();
        try {
            running.remove(strand);
            if (state == Future.State.FAILED && failures.size() < FAILURES_KEPT) {
                failures.add(strand.exceptionNow());
            }
            decided = stop == null && decides(state);
            if (decided) {
                first = strand;
                stop = Stop.DECIDED;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (decided) {
            cancel(false);
        }
    }

    private boolean decides(Future.State end) {
        return switch (options.until()) {
            case ALL_DONE -> false;
            case FIRST_DONE -> true;
            case FIRST_FAILURE -> end == Future.State.FAILED;
            case FIRST_SUCCESS -> end == Future.State.SUCCESS;
        };
    }

    /** Settles the reason, unless there is one, and interrupts what is not shielded. */
    void stop(Stop why) {
        lock.lock();
        try {
            if (stop == null) {
                stop = why;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
        cancel(false);
    }

    /** Cancels what runs. */
    void cancel(boolean shieldedToo) {
        List<ScopeTask<?>> now;
        lock.lock();
        try {
            now = new ArrayList<>(running);
        } finally {
            lock.unlock();
        }
        for (ScopeTask<?> strand : now) {
            if (shieldedToo || !strand.shielded) {
                strand.cancel(true);
            }
        }
    }

    /** Waits until all have ended or there is a reason to stop; false if that took too long. */
    boolean join(long nanos) throws InterruptedException, ExecutionException, TimeoutException {
        long left = nanos;
        lock.lockInterruptibly();
        try {
            while (stop == null && !running.isEmpty()) {
                if (left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            throwWhatEndedIt();
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void throwWhatEndedIt() throws ExecutionException, TimeoutException {
        if (stop == Stop.EXPIRED) {
            throw new TimeoutException(
                    "the deadline of " + options.name() + ", " + options.deadline() + ", passed");
        }
        if (stop == Stop.CANCELLED) {
            throw new CancellationException(options.name() + " was cancelled");
        }
        if (options.until() == Until.FIRST_FAILURE && first != null) {
            throw new ExecutionException(first.exceptionNow());
        }
        if (options.until() == Until.FIRST_SUCCESS && first == null) {
            if (failures.isEmpty()) {
                throw new CancellationException("no task of " + options.name() + " has succeeded");
            }
            var none = new ExecutionException(failures.getFirst());
            failures.stream().skip(1).forEach(none::addSuppressed);
            throw none;
        }
    }

    /** The task that decided. */
    ScopeTask<?> first() {
        lock.lock();
        try {
            if (first == null) {
                throw new IllegalStateException(
                        "no task has completed the join of %s (%s)"
                                .formatted(options.name(), options.until()));
            }
            return first;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the time of grace; says whether the thread was interrupted meanwhile. */
    boolean awaitEnds() {
        boolean interrupted = false;
        long end = System.nanoTime() + TimeUnit.NANOSECONDS.convert(options.grace());
        lock.lock();
        try {
            long left = end - System.nanoTime();
            while (!running.isEmpty() && left > 0) {
                try {
                    left = changed.awaitNanos(left);
                } catch (InterruptedException later) {
                    interrupted = true;
                    left = end - System.nanoTime();
                }
            }
        } finally {
            lock.unlock();
        }
        return interrupted;
    }

    boolean anyShielded() {
        lock.lock();
        try {
            return running.stream().anyMatch(strand -> strand.shielded);
        } finally {
            lock.unlock();
        }
    }

    /** Takes no task more; gives the names of those that still run. */
    String close() {
        lock.lock();
        try {
            closed = true;
            return running.stream().map(strand -> strand.name).collect(Collectors.joining(", "));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String toString() {
        lock.lock();
        try {
            return String.format(
                    Locale.ROOT,
                    "%s: %d forked, %d running",
                    options.name(),
                    admitted,
                    running.size());
        } finally {
            lock.unlock();
        }
    }
}
