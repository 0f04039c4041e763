package dev.hocket.run;

import dev.hocket.Task;
import dev.hocket.source.ClaimedInputs;
import org.jspecify.annotations.Nullable;

/**
 * Attempts that run one after the other on the thread that takes the lease. A span is one attempt
 * if the job has a deadline or attempts are listened to, otherwise the whole lease.
 */
final class LocalAttempts<I, O extends @Nullable Object> implements LeaseAttempts {
    /** For how long inputs that were submitted are taken without the run's lock. */
    private static final long LEASE_NANOS = 50_000;

    private final LeaseSlots<I, O> lease;
    private final RunState<I, O> run;
    private final RunContext<I, O> context;
    private boolean interruptedCaller;

    LocalAttempts(LeaseSlots<I, O> lease) {
        this.lease = lease;
        this.run = lease.run();
        this.context = run.context();
    }

    @Override
    public void take(RunLane lane) {
        lane.bind(lease, Thread.currentThread());
        try {
            boolean single = context.guarded() || context.events() != null;
            boolean mine = single ? runGuarded(lane) : runPlain(lane) && runSubmitted(lane);
            if (interruptedCaller) {
                run.interrupted();
                Thread.currentThread().interrupt();
            }
            if (!mine) {
                return;
            }
            lane.learn(lease.times().ran(), lease.times().spanNanos());
        } catch (Throwable broken) { // out of memory while an end was noted down, at worst
            RunLane.End _ = lane.leave();
            if (lane.lost()) {
                return;
            }
            lease.breakRest(lease.times().ran(), broken);
        }
        lane.release();
        run.handIn(lease);
    }

    /** One span for the whole lease; false if it was abandoned. */
    private boolean runPlain(RunLane lane) {
        boolean timed = lane.timed();
        Task<I, O> task = lane.task(context);
        Thread thread = Thread.currentThread();
        if (timed) {
            lease.times().timeEach(); // before the span, in which the watchdog may read them
        }
        long before = context.now();
        lease.begin(lane, before);
        lane.enter(before);
        if (lease.unwanted()) { // looked at once it can be stopped
            lease.limit = 0;
        }
        int i = 0;
        for (; lease.allows(i) && !run.stopped(); i++) {
            lease.at(i);
            lease.put(i, attempt(task, i));
            if (timed) {
                long after = context.now();
                lease.times().time(i, before, after);
                before = after;
            }
            if (thread.isInterrupted() && interrupted(lane)) {
                i++;
                break;
            }
        }
        lease.times().ended(i, timed ? before : context.now());
        RunLane.End end = lane.leave();
        if (end == RunLane.End.STOPPED || interruptedCaller) {
            lease.cancelLast(i);
        }
        lease.leaveRestUnstarted(i);
        return end != RunLane.End.ABANDONED;
    }

    /**
     * Runs what else was submitted in the place of the lease's input, one input after the other, as
     * long as each has its output and nothing depends on it: what does runs once the lease has been
     * returned, and may close the engine. False if a span was abandoned.
     */
    private boolean runSubmitted(RunLane lane) {
        SubmissionQueue<I, O> queue = run.ungranted();
        if (queue == null || lane.ofCaller() || lease.isChild()) {
            return true;
        }
        long until = lease.times().from() + LEASE_NANOS;
        while (lease.isPlain()
                && !run.stopped()
                && !queue.isEmpty()
                && lease.times().to() - until < 0
                && lease.submission().getNumberOfDependents() == 0) {
            if (!complete(lane)) {
                return false;
            }
            SubmittedInput<I, O> next = queue.next();
            if (next == null) {
                return true;
            }
            SubmittedInput<I, O> opened = lease.opened();
            opened.follow(next);
            lease.takeOver(new ClaimedInputs.Handed<>(next, queue.number(), opened));
            if (!runPlain(lane)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Completes the future of an input that has its output. Something may depend on it just since,
     * and block: that happens in a span, so that closing the engine stops it.
     */
    private boolean complete(RunLane lane) {
        SubmittedInput<I, O> done = lease.submission();
        lane.enter(lease.times().to());
        done.gives(lease.output(0));
        done.settled();
        RunLane.End end = lane.leave();
        boolean _ = Thread.interrupted(); // the litter of what depends on it
        return end != RunLane.End.ABANDONED;
    }

    /** One span an attempt, told to listeners; false if one was abandoned. */
    private boolean runGuarded(RunLane lane) {
        Task<I, O> task = lane.task(context);
        AttemptEvents events = context.events();
        lease.begin(lane, context.now());
        int i = 0;
        for (; lease.allows(i); i++) {
            if (events != null && !run.stopped()) {
                events.started(lease, i, lane);
            }
            long before = context.now();
            lease.at(i);
            lane.enter(before);
            if (run.stopped() || lease.unwanted()) {
                if (lane.leave() == RunLane.End.ABANDONED) {
                    return false;
                }
                break;
            }
            @Nullable Object result = attempt(task, i);
            RunLane.End end = lane.leave();
            if (end == RunLane.End.ABANDONED) {
                return false;
            }
            lease.put(i, end == RunLane.End.STOPPED ? lease.stopped(lane, result) : result);
            long after = context.now();
            lease.times().time(i, before, after);
            lease.times().ended(i + 1, after);
            if (Thread.currentThread().isInterrupted() && interrupted(lane)) {
                lease.cancelLast(++i);
                break;
            }
        }
        lease.leaveRestUnstarted(i);
        return true;
    }

    private @Nullable Object attempt(Task<I, O> task, int i) {
        try {
            return lease.output(i, task.run(lease.input(i)));
        } catch (Throwable failure) {
            return lease.threw(failure, i);
        }
    }

    /**
     * An attempt left its thread interrupted. On a lane's own thread that is the task's litter and
     * is cleared; on a caller's it is meant for the caller, and ends the run, once the span is left
     * so that ending it does not interrupt the caller again.
     */
    private boolean interrupted(RunLane lane) {
        if (lane.stopping()) {
            return false; // leave() clears it
        }
        if (lane.ofCaller()) {
            interruptedCaller = true;
            return true;
        }
        boolean _ = Thread.interrupted();
        return false;
    }
}
