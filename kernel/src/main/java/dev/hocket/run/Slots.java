package dev.hocket.run;

import dev.hocket.Cause;
import dev.hocket.Halt;
import dev.hocket.Task;
import dev.hocket.conductor.Grant;
import dev.hocket.source.Claimed;
import dev.hocket.spi.Lane;
import dev.hocket.spi.Lease;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The lease as its lane sees it: runs the attempts, or takes note of those that run elsewhere, and
 * fills the slots of {@link Ends}.
 *
 * <p>A lease that claims inputs is a <i>root</i>; an input that is tried again, or that waited
 * before its first attempt, runs in a child of one slot that points at its place in the root.
 */
final class Slots<I, O extends @Nullable Object> extends Ends<I, O> implements Lease<I, O> {
    /** Attempts shorter than this are not timed one by one. */
    static final long AVERAGED_NANOS = 5_000;

    /** How many attempts its lane may start; 0 once one has failed so that no more may. */
    int limit;

    int failures;
    private boolean interruptedCaller;

    private @Nullable Away<I, O> away;

    /** A root. */
    Slots(RunCore<I, O> run, long seq, Claimed<I> claimed) {
        this(run, seq, claimed, null, 1, null, new @Nullable Object[claimed.size()]);
    }

    /** A child. */
    Slots(RunCore<I, O> run, Grant.Pending<Held<I, O>> pending) {
        this(
                run,
                pending.ref().root.seq + pending.ref().slot,
                pending.ref().root.claimed,
                pending.ref(),
                pending.attempt(),
                pending.key(),
                new @Nullable Object[1]);
    }

    private Slots(
            RunCore<I, O> run,
            long seq,
            Claimed<I> claimed,
            @Nullable Held<I, O> held,
            int attempt,
            @Nullable Object limitKey,
            @Nullable Object[] results) {
        super(run, seq, claimed, held, attempt, limitKey, results);
        this.limit = results.length;
    }

    /** How the one attempt failed of a lease that {@link Held} made. */
    Cause cause() {
        return ((Flop.Broke) Objects.requireNonNull(results[0])).cause();
    }

    /** Ends the one input without running it. */
    void end(Cause cause, long began, long ended, String where) {
        results[0] = new Flop.Broke(cause);
        marked = true;
        from = began;
        to = ended;
        ran = 1;
        lane = where;
    }

    /** What the {@code i}-th input is known by while it waits. */
    Held<I, O> held(int i) {
        return held == null ? new Held<>(this, i) : held;
    }

    @Override
    public void run(Lane by) {
        RunLane lane = (RunLane) by;
        lane.bind(this, Thread.currentThread());
        this.lane = lane.name();
        try {
            boolean mine = run.guarded() ? runGuarded(lane) : runPlain(lane);
            if (interruptedCaller) {
                run.cancel(Halt.Mode.NOW);
                Thread.currentThread().interrupt();
            }
            if (!mine) {
                return;
            }
            lane.learn(ran, to - from);
        } catch (Throwable broken) { // out of memory while an end was noted down, at worst
            RunLane.End _ = lane.leave();
            if (lane.lost()) {
                return;
            }
            marked = true;
            Arrays.fill(results, ran, size(), new Flop.Broke(new Cause.Threw(broken)));
        }
        lane.release();
        run.handIn(this);
    }

    /** One span for the whole lease; false if it was abandoned. */
    private boolean runPlain(RunLane lane) {
        boolean timed = lane.timed();
        Task<I, O> task = run.task();
        Thread thread = Thread.currentThread();
        if (timed) {
            starts = new long[size()]; // before the span, in which the watchdog may read them
            took = new long[size()];
        }
        from = run.now();
        lane.enter(from);
        long before = from;
        int i = 0;
        for (; i < limit && !run.stopped(); i++) {
            at(i);
            results[i] = attempt(task, i);
            if (timed) {
                long after = run.now();
                time(i, before, after);
                before = after;
            }
            if (thread.isInterrupted() && interrupted(lane)) {
                i++;
                break;
            }
        }
        to = timed ? before : run.now();
        ran = i;
        RunLane.End end = lane.leave();
        if (end == RunLane.End.STOPPED || interruptedCaller) {
            cancelLast(i);
        }
        leaveUnstarted(i);
        return end != RunLane.End.ABANDONED;
    }

    /** One span an attempt; false if one was abandoned. */
    private boolean runGuarded(RunLane lane) {
        Task<I, O> task = run.task();
        from = run.now();
        to = from;
        int i = 0;
        for (; i < limit; i++) {
            long before = run.now();
            at(i);
            lane.enter(before);
            if (run.stopped()) {
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
            results[i] = end == RunLane.End.STOPPED ? stopped(lane, result) : result;
            marked |= end == RunLane.End.STOPPED;
            to = run.now();
            time(i, before, to);
            ran = i + 1;
            if (Thread.currentThread().isInterrupted() && interrupted(lane)) {
                cancelLast(++i);
                break;
            }
        }
        leaveUnstarted(i);
        return true;
    }

    void cancelLast(int count) {
        if (count > 0 && results[count - 1] instanceof Flop.Broke(Cause cause)) {
            results[count - 1] = cancelledRunning(cause);
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

    @Nullable Object stopped(RunLane lane, @Nullable Object result) {
        if (lane.overran()) {
            return new Flop.Broke(new Cause.TimedOut(run.job().deadline().orElseThrow(), false));
        }
        return result instanceof Flop.Broke(Cause cause) ? cancelledRunning(cause) : result;
    }

    private static Flop cancelledRunning(Cause cause) {
        Throwable last = cause instanceof Cause.Threw(Throwable error) ? error : null;
        return new Flop.Broke(new Cause.Cancelled(true, last));
    }

    void time(int i, long before, long after) {
        if (starts == null || took == null) {
            starts = new long[size()];
            took = new long[size()];
        }
        starts[i] = before;
        took[i] = after - before;
    }

    private @Nullable Object attempt(Task<I, O> task, int i) {
        try {
            I input = input(i);
            O output = task.run(input);
            return !run.job().isGrowing() ? output : grown(input, output);
        } catch (Throwable failure) {
            return broke(failure, i);
        }
    }

    /** How an attempt ended that threw. */
    Flop broke(Throwable failure, int i) {
        marked = true;
        if (failure instanceof InterruptedException) {
            Thread.currentThread().interrupt(); // for whom it was meant: see interrupted()
        }
        failures++;
        if (size() > 1 && run.feed().wouldHalt(i + 1 - departed - failures, failures)) {
            limit = 0;
        }
        return new Flop.Broke(new Cause.Threw(failure));
    }

    /** Marks the slots from the {@code i}-th on as not started. */
    void leaveUnstarted(int i) {
        if (i < size()) {
            marked = true;
            Arrays.fill(results, i, size(), Flop.Mark.UNSTARTED);
        }
    }

    @Nullable Object grown(I input, O output) {
        if (!run.job().isGrowing()) {
            return output;
        }
        List<Flop.Grown<?>> inputs = new ArrayList<>();
        for (I each : run.job().grow(input, output)) {
            inputs.add(Flop.Grown.of(run.job(), each));
        }
        if (inputs.isEmpty()) {
            return output;
        }
        marked = true;
        return new Flop.Grew(output, inputs);
    }

    // Attempts in their non-blocking form.

    @Override
    public void runAsync(Lane lane, Loop loop) {
        RunLane first = (RunLane) lane;
        new Flight<>(this, first, loop).begin(first);
    }

    /** The {@code i}-th attempt goes on in a lease of its own; in this one if it has no other. */
    Slots<I, O> depart(int i) {
        if (size() == 1) {
            return this;
        }
        put(i, Flop.Mark.DEPARTED);
        departed++;
        return new Slots<>(run, new Grant.Pending<>(held(i), attempt, limitKey));
    }

    // Attempts that run elsewhere.

    private Away<I, O> away() {
        Away<I, O> existing = away;
        if (existing == null) {
            existing = new Away<>(this);
            away = existing;
        }
        return existing;
    }

    @Override
    public boolean started(Lane lane, int i) {
        return away().started((RunLane) lane, i);
    }

    @Override
    public void took(int i, int count, long nanos) {
        away().took(i, count, nanos);
    }

    @Override
    public void done(Lane lane, int i, O output) {
        away().done((RunLane) lane, i, output);
    }

    @Override
    public void failed(Lane lane, int i, Cause cause) {
        away().failed((RunLane) lane, i, cause);
    }

    @Override
    public void giveBack(Lane lane, int i) {
        away().giveBack((RunLane) lane, i);
    }

    long startOf(int i) {
        long[] begun = starts;
        return begun == null || begun[i] == 0 ? endBefore(i) : begun[i];
    }

    /** When the attempt before the {@code i}-th ended, which may run and be timed just now. */
    private long endBefore(int i) {
        long[] begun = starts;
        long[] times = took;
        return i == 0 || begun == null || times == null ? from : begun[i - 1] + times[i - 1];
    }

    /**
     * A copy for the watchdog, which gives up the attempt that runs: what ended before it stays,
     * what comes after it was not started. The lane keeps the original, so that its late result
     * lands nowhere.
     */
    Slots<I, O> withoutRunning(Cause cause, long now) {
        int at = current();
        Slots<I, O> copy = new Slots<>(run, seq, claimed, held, attempt, limitKey, results.clone());
        copy.starts = starts == null ? null : starts.clone();
        copy.took = took == null ? null : took.clone();
        copy.from = from;
        copy.to = now;
        copy.departed = departed;
        copy.ran = at + 1 - departed;
        copy.lane = lane;
        copy.marked = true;
        if (at == 0 || copy.took != null) {
            copy.time(at, endBefore(at), now);
        }
        copy.results[at] = new Flop.Broke(cause);
        Arrays.fill(copy.results, at + 1, size(), Flop.Mark.UNSTARTED);
        return copy;
    }
}
