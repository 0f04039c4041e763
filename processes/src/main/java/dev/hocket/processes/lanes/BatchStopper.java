package dev.hocket.processes.lanes;

import dev.hocket.link.worker.WorkerProtocol;
import dev.hocket.processes.pool.WorkerProcess;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Stops the batch that a worker runs: requests it, and kills the worker if that does not help. */
final class BatchStopper {
    /** How long an attempt that was asked to stop may continue before its worker is killed. */
    private static final long GRACE_MILLIS = 25;

    private final ScheduledThreadPoolExecutor timer;

    // Guarded by this.
    private boolean stopped;
    private @Nullable WorkerProcess busy;
    private long turn;
    private long below;

    BatchStopper(ScheduledThreadPoolExecutor timer) {
        this.timer = timer;
    }

    /** A new lease, that nobody has asked to stop. */
    synchronized void reset() {
        stopped = false;
    }

    /**
     * A worker begins with a batch.
     *
     * @param end the number after that of its last attempt
     */
    synchronized void begin(WorkerProcess worker, long end) {
        busy = worker;
        below = end;
        turn++;
        if (stopped) {
            stop(worker);
        }
    }

    /** The batch is over. */
    synchronized void end() {
        busy = null;
        turn++;
    }

    /** The run is over: what was sent and not begun is not wanted any more. */
    synchronized void hold() {
        if (busy != null && !stopped) {
            busy.stop(WorkerProtocol.HOLD, below);
        }
    }

    /** Ends what runs, and what would begin until {@link #reset}. Any thread. */
    synchronized void stop() {
        stopped = true;
        if (busy != null) {
            stop(busy);
        }
    }

    synchronized boolean isStopped() {
        return stopped;
    }

    private void stop(WorkerProcess worker) {
        worker.stop(WorkerProtocol.STOP, below);
        long now = turn;
        var _ = timer.schedule(() -> kill(worker, now), GRACE_MILLIS, TimeUnit.MILLISECONDS);
    }

    private synchronized void kill(WorkerProcess worker, long then) {
        if (turn == then) {
            worker.kill();
        }
    }
}
