package dev.hocket.processes.lanes;

import dev.hocket.Halt;
import dev.hocket.Job;
import dev.hocket.link.codec.ValueCodec;
import dev.hocket.link.worker.SerializedTask;
import dev.hocket.processes.pool.WorkerPool;
import dev.hocket.processes.start.WorkerOptions;
import dev.hocket.processes.start.WorkerStarter;
import dev.hocket.spi.Lane;
import dev.hocket.spi.Lanes;
import dev.hocket.spi.Supply;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The threads that serve the workers: as many as the engine is wide, each with at most one worker
 * at a time. Runs share them in turns, a lease a turn where others wait.
 */
public final class LaneThreads implements AutoCloseable {
    private static final long KEEP_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long CLOSE_MILLIS = 3_000;
    private final int width;
    private final WorkerOptions options;
    private final ValueCodec values;
    private final ScheduledThreadPoolExecutor timer;
    private final WorkerPool children;

    // Guarded by this.
    private final ArrayDeque<Runnable> turns = new ArrayDeque<>();
    private final Set<ProcessLanes<?, ?>> open = new LinkedHashSet<>();
    private final Set<Thread> threads = new HashSet<>();
    private int waiting;
    private int named;
    private boolean closed;

    public LaneThreads(int width, WorkerOptions options, WorkerStarter starter, ValueCodec values) {
        this.width = width;
        this.options = options;
        this.values = values;
        this.timer =
                new ScheduledThreadPoolExecutor(
                        1, Thread.ofPlatform().daemon().name("hocket-processes-timer").factory());
        timer.setRemoveOnCancelPolicy(true);
        this.children = new WorkerPool(starter, options, timer, values);
    }

    public int width() {
        return width;
    }

    public WorkerPool children() {
        return children;
    }

    public <I, O extends @Nullable Object> Lanes lanes(Supply<I, O> supply, int lanes) {
        SerializedTask task = SerializedTask.of(supply.job(), values, ProcessesEngine.NAME);
        ProcessLanes<I, O> started = new ProcessLanes<>(this, supply, task);
        synchronized (this) {
            if (closed) {
                throw new IllegalStateException("the engine processes is closed");
            }
            open.add(started);
        }
        children.latest(task);
        started.width(lanes);
        return started;
    }

    <I, O extends @Nullable Object> Exchange<I, O> exchange(
            Supply<I, O> supply, Lane lane, SerializedTask task) {
        Job<I, O> job = supply.job();
        boolean single = job.deadline().isPresent() || !job.halt().equals(Halt.never());
        BatchStopper stopper = new BatchStopper(timer);
        return new Exchange<>(supply, lane, children, stopper, options, values, task, single);
    }

    synchronized void ended(ProcessLanes<?, ?> lanes) {
        open.remove(lanes);
    }

    /** Whether turns wait for a thread. */
    synchronized boolean contended() {
        return !turns.isEmpty();
    }

    /**
     * Runs a lane's turn when a thread is free, in the order of the calls.
     *
     * @return false if the pool is closed, so that it does not
     */
    synchronized boolean execute(Runnable turn) {
        if (closed) {
            return false;
        }
        turns.add(turn);
        if (waiting >= turns.size()) {
            notify();
        } else if (threads.size() < width) {
            Thread thread =
                    Thread.ofPlatform()
                            .daemon()
                            .name("hocket-processes-" + ++named)
                            .unstarted(this::serve);
            threads.add(thread);
            try {
                thread.start();
            } catch (OutOfMemoryError noThread) {
                threads.remove(thread);
                if (threads.isEmpty()) { // else these do it
                    turns.removeLast();
                    throw noThread;
                }
            }
        }
        return true;
    }

    private void serve() {
        for (Runnable turn = next(); turn != null; turn = next()) {
            turn.run();
        }
    }

    /** The next turn; null if there was none for long, or the engine is closed. */
    private synchronized @Nullable Runnable next() {
        long until = System.nanoTime() + KEEP_NANOS;
        while (turns.isEmpty() && !closed) {
            long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
            if (left <= 0) {
                break;
            }
            waiting++;
            try {
                wait(left);
            } catch (InterruptedException _) {
                // meant for what ran before
            } finally {
                waiting--;
            }
        }
        Runnable turn = turns.poll(); // what is there when the pool closes ends at once
        if (turn == null) {
            threads.remove(Thread.currentThread());
        }
        return turn;
    }

    @Override
    public void close() {
        Set<ProcessLanes<?, ?>> runs;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            runs = new LinkedHashSet<>(open);
        }
        runs.forEach(ProcessLanes::shutDown);
        children.close();
        Set<Thread> left;
        synchronized (this) {
            left = new HashSet<>(threads);
            notifyAll();
        }
        timer.shutdownNow();
        boolean interrupted = false;
        for (Thread thread : left) {
            try {
                thread.join(CLOSE_MILLIS);
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        try {
            boolean _ = timer.awaitTermination(CLOSE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            interrupted = true;
        }
        children.removeFolder();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
