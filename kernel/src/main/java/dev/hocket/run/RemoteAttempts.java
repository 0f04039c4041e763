package dev.hocket.run;

import dev.hocket.Cause;
import org.jspecify.annotations.Nullable;

/**
 * Attempts that run elsewhere, as their engine reports them. The lane takes the lease when the
 * first starts.
 *
 * <p>As for local attempts, a span is one attempt if the job has a deadline, otherwise the whole
 * lease.
 */
final class RemoteAttempts<I, O extends @Nullable Object> implements LeaseAttempts {
    private final LeaseSlots<I, O> lease;
    private final RunState<I, O> run;
    private final RunContext<I, O> context;
    private int ended;

    /** The attempts before this one were told to listeners. */
    private int told;

    private boolean spanning;

    /** How long attempts took where they ran. */
    private long measured;

    RemoteAttempts(LeaseSlots<I, O> lease) {
        this.lease = lease;
        this.run = lease.run();
        this.context = run.context();
    }

    @Override
    public void take(RunLane lane) {
        lane.bind(lease, Thread.currentThread());
    }

    boolean started(RunLane lane, int i) {
        if (!lease.allows(i)) {
            return false;
        }
        if (spanning) {
            lease.at(i);
        } else {
            enter(lane, i);
        }
        if (!run.stopped() && !lease.unwanted()) {
            AttemptEvents events = context.events();
            if (events != null && i >= told) { // one whose worker died may be started again
                told = i + 1;
                events.started(lease, i, lane);
            }
            return true;
        }
        if (context.guarded()) {
            spanning = false;
            RunLane.End _ = leave(lane);
        }
        return false;
    }

    private void enter(RunLane lane, int i) {
        take(lane);
        long now = context.now();
        if (lease.times().ran() == 0) {
            lease.begin(lane, now);
        }
        lease.at(i);
        if (context.guarded()) {
            lease.times().time(i, now, now);
        }
        lane.enter(now);
        spanning = true;
    }

    void took(int i, int count, long nanos) {
        if (count == 1 && !context.guarded()) {
            long began = lease.times().from() + measured;
            lease.times().time(i, began, began + nanos);
        }
        measured += nanos;
    }

    void done(RunLane lane, int i, O output) {
        @Nullable Object result;
        try {
            result = lease.output(i, output);
        } catch (Throwable failure) { // what it grows
            result = lease.failure(new Cause.Threw(failure), lease.times().ran());
        }
        end(lane, i, result);
    }

    void failed(RunLane lane, int i, Cause cause) {
        end(lane, i, lease.failure(cause, lease.times().ran()));
    }

    void giveBack(RunLane lane, int i) {
        lease.leaveUnstarted(i);
        countEnd(lane);
    }

    private void end(RunLane lane, int i, @Nullable Object result) {
        lease.put(i, result);
        if (context.guarded()) {
            long now = context.now();
            spanning = false;
            RunLane.End end = leave(lane);
            if (end == RunLane.End.ABANDONED) {
                return;
            }
            if (end == RunLane.End.STOPPED) {
                lease.put(i, lease.stopped(lane, result));
            }
            lease.times().endedAt(now);
            lease.times().time(i, lease.times().startSoFar(i), now);
        }
        lease.times().ranOne();
        countEnd(lane);
    }

    /** An interrupt is not the watchdog's here, which stops what runs elsewhere: it stays. */
    private static RunLane.End leave(RunLane lane) {
        boolean interrupted = Thread.currentThread().isInterrupted();
        RunLane.End end = lane.leave();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return end;
    }

    private void countEnd(RunLane lane) {
        if (++ended < lease.size() || lane.lost()) {
            return;
        }
        if (spanning) {
            spanning = false;
            RunLane.End end = leave(lane);
            if (end == RunLane.End.ABANDONED) {
                return;
            }
            if (end == RunLane.End.STOPPED) {
                lease.cancelLast(lease.current() + 1);
            }
        }
        if (!context.guarded()) {
            long now = measured > 0 ? lease.times().from() + measured : context.now();
            lease.times().endedAt(now);
            if (lease.size() == 1 && lease.times().ran() == 1 && measured == 0) {
                lease.times().time(0, lease.times().from(), now);
            }
        }
        lease.times().complete();
        lane.learn(lease.times().ran(), measured > 0 ? measured : lease.times().spanNanos());
        lane.release();
        run.handIn(lease);
    }
}
