package dev.hocket.run;

import dev.hocket.Cause;
import org.jspecify.annotations.Nullable;

/**
 * Attempts of a lease that run elsewhere, as their engine reports them.
 *
 * <p>As where attempts run here, a span is one attempt where the job has a deadline, else the whole
 * lease.
 */
final class Away<I, O extends @Nullable Object> {
    private final Slots<I, O> lease;
    private final RunCore<I, O> run;
    private int ended;
    private boolean spanning;

    /** How long attempts took where they ran. */
    private long measured;

    Away(Slots<I, O> lease) {
        this.lease = lease;
        this.run = lease.run;
    }

    boolean started(RunLane lane, int i) {
        if (i >= lease.limit) {
            return false;
        }
        if (spanning) {
            lease.at(i);
        } else {
            enter(lane, i);
        }
        if (!run.stopped()) {
            return true;
        }
        if (run.guarded()) {
            spanning = false;
            RunLane.End _ = leave(lane);
        }
        return false;
    }

    private void enter(RunLane lane, int i) {
        lane.bind(lease, Thread.currentThread());
        lease.lane = lane.name();
        long now = run.now();
        if (lease.ran == 0) {
            lease.from = now;
        }
        lease.at(i);
        if (run.guarded()) {
            lease.time(i, now, now);
        }
        lane.enter(now);
        spanning = true;
    }

    void took(int i, int count, long nanos) {
        if (count == 1 && !run.guarded()) {
            long began = lease.from + measured;
            lease.time(i, began, began + nanos);
        }
        measured += nanos;
    }

    void done(RunLane lane, int i, O output) {
        @Nullable Object result = output;
        if (run.job().isGrowing()) {
            try {
                result = lease.grown(lease.input(i), output);
            } catch (RuntimeException | Error failure) {
                lease.marked = true;
                result = new Flop.Broke(new Cause.Threw(failure));
            }
        }
        end(lane, i, result);
    }

    void failed(RunLane lane, int i, Cause cause) {
        lease.marked = true;
        lease.failures++;
        int done = lease.ran + 1 - lease.failures;
        if (lease.size() > 1 && run.feed().wouldHalt(done, lease.failures)) {
            lease.limit = 0;
        }
        end(lane, i, new Flop.Broke(cause));
    }

    void giveBack(RunLane lane, int i) {
        lease.marked = true;
        lease.results[i] = Flop.Mark.UNSTARTED;
        countEnd(lane);
    }

    private void end(RunLane lane, int i, @Nullable Object result) {
        lease.results[i] = result;
        if (run.guarded()) {
            lease.to = run.now();
            spanning = false;
            RunLane.End end = leave(lane);
            if (end == RunLane.End.ABANDONED) {
                return;
            }
            if (end == RunLane.End.STOPPED) {
                lease.results[i] = lease.stopped(lane, result);
                lease.marked = true;
            }
            lease.time(i, lease.startOf(i), lease.to);
        }
        lease.ran++;
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
        if (!run.guarded()) {
            lease.to = measured > 0 ? lease.from + measured : run.now();
            if (lease.size() == 1 && lease.ran == 1 && measured == 0) {
                lease.time(0, lease.from, lease.to);
            }
        }
        if (lease.starts != null) { // those that nobody timed follow the one before
            for (int i = 0; i < lease.size(); i++) {
                long began = lease.startOf(i);
                lease.time(i, began, began + lease.tookNanos(i));
            }
        }
        lane.learn(lease.ran, measured > 0 ? measured : lease.to - lease.from);
        lane.release();
        run.handIn(lease);
    }
}
