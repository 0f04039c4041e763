package dev.hocket.run;

import dev.hocket.Cause;
import dev.hocket.spi.Ticker;
import dev.hocket.text.Quantities;
import java.lang.System.Logger.Level;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Stops attempts that overrun or were cancelled, and abandons those that ignore it.
 *
 * <p>All attempts of a job have the same deadline, so an attempt that starts after a check cannot
 * overrun before a whole deadline has passed: the next check is due when the oldest running attempt
 * overruns, or one deadline from now. There is no timer per attempt.
 */
final class Watchdog {
    /** How long an attempt may ignore that it was stopped. */
    static final long GRACE_NANOS = 1_000_000_000;

    private static final System.Logger LOG = System.getLogger("dev.hocket");
    private final ActiveRun<?, ?> run;
    private final Ticker ticker;
    private final long deadlineNanos;
    private final Queue<RunLane> lanes = new ConcurrentLinkedQueue<>();
    private final AtomicInteger abandoned = new AtomicInteger();
    private @Nullable Runnable cancelLook;
    private long lookAt;
    private boolean over;

    Watchdog(ActiveRun<?, ?> run, Ticker ticker, long deadlineNanos) {
        this.run = run;
        this.ticker = ticker;
        this.deadlineNanos = deadlineNanos;
    }

    void watch(RunLane lane) {
        lanes.add(lane);
    }

    /** A lane will run nothing any more. */
    void forget(RunLane lane) {
        boolean _ = lanes.remove(lane);
    }

    /** Stops the attempt at an input that was submitted, if one runs. */
    void stop(SubmittedInput<?, ?> one) {
        long now = ticker.nanos();
        for (RunLane lane : lanes) {
            if (lane.stop(run.lanes(), one, now)) {
                lookIn(GRACE_NANOS);
                return;
            }
        }
    }

    /** Starts to hold the deadline, if the job has one. */
    void begin() {
        if (deadlineNanos > 0) {
            lookIn(deadlineNanos);
        }
    }

    /** Attempts that were given up. */
    int abandoned() {
        return abandoned.get();
    }

    private synchronized void lookIn(long nanos) {
        long at = ticker.nanos() + nanos;
        if (over || (cancelLook != null && lookAt - at <= 0)) {
            return;
        }
        if (cancelLook != null) {
            cancelLook.run();
        }
        lookAt = at;
        cancelLook = ticker.schedule(this::look, nanos);
    }

    /** Nothing runs any more: no look is to keep the run in memory. */
    synchronized void end() {
        over = true;
        if (cancelLook != null) {
            cancelLook.run();
            cancelLook = null;
        }
    }

    private void look() {
        synchronized (this) {
            cancelLook = null;
            if (over) {
                return;
            }
        }
        long now = ticker.nanos();
        long next = deadlineNanos > 0 ? deadlineNanos : GRACE_NANOS;
        for (RunLane lane : lanes) {
            if (deadlineNanos > 0) {
                lane.stop(run.lanes(), now - deadlineNanos, true, now);
                Long since = lane.runningSince();
                next = since == null ? next : Math.min(next, since + deadlineNanos - now);
            }
            abandon(lane, now - GRACE_NANOS);
            Long stopped = lane.stoppedSince();
            next = stopped == null ? next : Math.min(next, stopped + GRACE_NANOS - now);
        }
        lookIn(Math.max(next, 100_000));
    }

    /** Cancels all attempts that run. The run has been marked as stopped before. */
    void stopAll() {
        long now = ticker.nanos();
        for (RunLane lane : lanes) {
            boolean _ = lane.stop(run.lanes(), 0, false, now);
        }
        lookIn(GRACE_NANOS);
    }

    /** Interrupts the lane that reads the source: nothing it gives is wanted any more. */
    void stopReading() {
        long now = ticker.nanos();
        for (RunLane lane : lanes) {
            lane.stopReading(run.lanes(), now);
        }
        lookIn(GRACE_NANOS);
    }

    /** Gives up all attempts that were stopped, however short ago. */
    void abandonAll() {
        long now = ticker.nanos();
        for (RunLane lane : lanes) {
            abandon(lane, now);
        }
    }

    private void abandon(RunLane lane, long stoppedBy) {
        if (!lane.abandon(stoppedBy)) {
            return;
        }
        LOG.log(
                Level.WARNING,
                "{0}: {1} for {2}; it was abandoned, and its result will be dropped{3}",
                run.context().job().name(),
                lane.stubborn(),
                Quantities.nanos((double) GRACE_NANOS),
                lane.stack());
        @Nullable LeaseSlots<?, ?> lease = lane.lease();
        if (lease != null) {
            abandoned.incrementAndGet();
            handOver(lease, lane);
        }
        if (!lane.ofCaller()) { // a caller comes back with its lane, and no pool lacks it
            run.lanes().replace(lane);
            lanes.remove(lane);
        }
    }

    private <I, O extends @Nullable Object> void handOver(LeaseSlots<I, O> lease, RunLane lane) {
        Cause cause =
                lane.overran()
                        ? new Cause.TimedOut(
                                lease.run().context().job().deadline().orElseThrow(), true)
                        : new Cause.Cancelled(true, null);
        lease.run().handIn(lease.withoutRunning(cause, ticker.nanos()));
    }
}
