package dev.hocket;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
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

    private static final VarHandle CURRENT;

    static {
        try {
            CURRENT = MethodHandles.lookup().findVarHandle(Slots.class, "current", int.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private int ended;

    @SuppressWarnings("UnusedVariable") // by its handle
    private int current;

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
    }

    /**
     * The end of an input that waited for an attempt which will not come: as its last one ended, or
     * cancelled before its first.
     */
    static <I, O extends @Nullable Object> Slots<I, O> unattempted(
            RunCore<I, O> run, Grant.Pending<Held<I, O>> waiting, long now) {
        Held<I, O> held = waiting.ref();
        Held.@Nullable Attempt last = held.last;
        if (last == null) {
            Slots<I, O> never = new Slots<>(run, waiting);
            never.end(new Cause.Cancelled(false, null), now, now, "");
            return never;
        }
        Slots<I, O> ended =
                new Slots<>(run, new Grant.Pending<>(held, waiting.attempt() - 1, waiting.key()));
        ended.end(last.cause(), last.started(), last.started() + last.took(), last.lane());
        if (!last.averaged()) {
            ended.time(0, last.started(), ended.to);
        }
        return ended;
    }

    /** The end of an input for which no attempt can be made. */
    static <I, O extends @Nullable Object> Slots<I, O> rejected(
            RunCore<I, O> run, Held<I, O> held, Cause cause, long now) {
        Slots<I, O> end = new Slots<>(run, new Grant.Pending<>(held, 0, null));
        end.end(cause, now, now, "");
        return end;
    }

    /** How the one attempt of an {@link #unattempted} end failed. */
    Cause cause() {
        return ((Flop.Broke) Objects.requireNonNull(results[0])).cause();
    }

    private void end(Cause cause, long began, long ended, String where) {
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
    public void run(Lane lane) {
        lane.bind(this, Thread.currentThread());
        this.lane = lane.name();
        try {
            boolean mine = run.guarded() ? runGuarded(lane) : runPlain(lane);
            if (!mine) {
                return;
            }
            lane.learn(ran, to - from);
        } catch (Throwable broken) { // out of memory while an end was noted down, at worst
            marked = true;
            Arrays.fill(results, ran, size(), new Flop.Broke(new Cause.Threw(broken)));
        }
        lane.release();
        run.handIn(this);
    }

    /** One span for the whole lease; false if it was abandoned. */
    private boolean runPlain(Lane lane) {
        boolean timed = lane.timed();
        Task<I, O> task = run.task();
        Thread thread = Thread.currentThread();
        from = run.now();
        boolean halting = run.haltsOnFailures();
        lane.enter(from);
        long before = from;
        int i = 0;
        for (; i < size() && !run.stopped(); i++) {
            CURRENT.setRelease(this, i);
            results[i] = attempt(lane, task, i);
            if (timed) {
                long after = run.now();
                time(i, before, after);
                before = after;
            }
            boolean broke = halting && results[i] instanceof Flop.Broke;
            if (broke || (thread.isInterrupted() && interrupted(lane))) {
                i++;
                break;
            }
        }
        to = timed ? before : run.now();
        ran = i;
        Lane.End end = lane.leave();
        if (end == Lane.End.STOPPED && i > 0 && results[i - 1] instanceof Flop.Broke(Cause cause)) {
            results[i - 1] = cancelledRunning(cause);
        }
        leaveUnstarted(i);
        return end != Lane.End.ABANDONED;
    }

    /** One span an attempt; false if one was abandoned. */
    private boolean runGuarded(Lane lane) {
        Task<I, O> task = run.task();
        from = run.now();
        to = from;
        int i = 0;
        for (; i < size(); i++) {
            long before = run.now();
            CURRENT.setRelease(this, i);
            lane.enter(before);
            if (run.stopped()) {
                if (lane.leave() == Lane.End.ABANDONED) {
                    return false;
                }
                break;
            }
            @Nullable Object result = attempt(lane, task, i);
            Lane.End end = lane.leave();
            if (end == Lane.End.ABANDONED) {
                return false;
            }
            results[i] = end == Lane.End.STOPPED ? stopped(lane, result) : result;
            marked |= end == Lane.End.STOPPED;
            to = run.now();
            time(i, before, to);
            ran = i + 1;
            if (Thread.currentThread().isInterrupted() && interrupted(lane)) {
                if (results[i] instanceof Flop.Broke(Cause cause) && isInterruption(cause)) {
                    results[i] = cancelledRunning(cause);
                }
                i++;
                break;
            }
            if (results[i] instanceof Flop.Broke && run.haltsOnFailures()) {
                i++;
                break; // it may be the last one allowed
            }
        }
        leaveUnstarted(i);
        return true;
    }

    /**
     * An attempt left its thread interrupted. On a lane's own thread that is the task's litter and
     * is cleared; on a caller's it is meant for the caller, and ends the run.
     */
    private boolean interrupted(Lane lane) {
        if (lane.stopping()) {
            return false; // leave() clears it
        }
        if (lane.ofCaller()) {
            lane.oweInterrupt();
            run.cancel(Halt.Mode.NOW);
            return true;
        }
        boolean _ = Thread.interrupted();
        return false;
    }

    private @Nullable Object stopped(Lane lane, @Nullable Object result) {
        if (lane.overran()) {
            return new Flop.Broke(new Cause.TimedOut(run.deadline(), false));
        }
        return result instanceof Flop.Broke(Cause cause) ? cancelledRunning(cause) : result;
    }

    private static boolean isInterruption(Cause cause) {
        return cause instanceof Cause.Threw(Throwable error)
                && error instanceof InterruptedException;
    }

    private static Flop cancelledRunning(Cause cause) {
        Throwable last = cause instanceof Cause.Threw(Throwable error) ? error : null;
        return new Flop.Broke(new Cause.Cancelled(true, last));
    }

    private void time(int i, long before, long after) {
        if (starts == null || took == null) {
            starts = new long[size()];
            took = new long[size()];
        }
        starts[i] = before;
        took[i] = after - before;
    }

    private @Nullable Object attempt(Lane lane, Task<I, O> task, int i) {
        try {
            I input = input(i);
            O output = task.run(input);
            return run.growth() == null ? output : grown(input, output);
        } catch (Throwable failure) {
            marked = true;
            if (failure instanceof InterruptedException && lane.ofCaller() && !lane.stopping()) {
                Thread.currentThread().interrupt(); // it was meant for the caller
            }
            return new Flop.Broke(new Cause.Threw(failure));
        }
    }

    /** Marks the slots from the {@code i}-th on as not started. */
    private void leaveUnstarted(int i) {
        if (i < size()) {
            marked = true;
            Arrays.fill(results, i, size(), Flop.Mark.UNSTARTED);
        }
    }

    private @Nullable Object grown(I input, O output) {
        BiFunction<? super I, ? super O, ? extends Iterable<? extends I>> growth = run.growth();
        if (growth == null) {
            return output;
        }
        List<I> inputs = new ArrayList<>();
        List<String> keys = new ArrayList<>();
        for (I each : growth.apply(input, output)) {
            inputs.add(each);
            keys.add(run.key(each));
        }
        if (inputs.isEmpty()) {
            return output;
        }
        marked = true;
        return new Flop.Grew(output, inputs, keys);
    }

    // Attempts that run elsewhere.

    @Override
    public boolean started(Lane lane, int i) {
        lane.bind(this, Thread.currentThread());
        this.lane = lane.name();
        long now = run.now();
        if (ran == 0) {
            from = now;
        }
        CURRENT.setRelease(this, i);
        lane.enter(now);
        time(i, now, now);
        return !run.stopped();
    }

    @Override
    public void done(Lane lane, int i, O output) {
        @Nullable Object result = output;
        if (run.growth() != null) {
            try {
                result = grown(input(i), output);
            } catch (RuntimeException | Error failure) {
                marked = true;
                result = new Flop.Broke(new Cause.Threw(failure));
            }
        }
        end(lane, i, result);
    }

    @Override
    public void failed(Lane lane, int i, Cause cause) {
        marked = true;
        end(lane, i, new Flop.Broke(cause));
    }

    @Override
    public void giveBack(Lane lane, int i) {
        marked = true;
        results[i] = Flop.Mark.UNSTARTED;
        countEnd(lane);
    }

    private void end(Lane lane, int i, @Nullable Object result) {
        to = run.now();
        Lane.End end = lane.leave();
        if (end == Lane.End.ABANDONED) {
            return;
        }
        results[i] = end == Lane.End.STOPPED ? stopped(lane, result) : result;
        marked |= end == Lane.End.STOPPED;
        if (starts != null) {
            time(i, starts[i], to);
        }
        ran++;
        countEnd(lane);
    }

    private void countEnd(Lane lane) {
        if (++ended == size()) {
            lane.learn(ran, to - from);
            lane.release();
            run.handIn(this);
        }
    }

    /**
     * A copy for the watchdog, which gives up the attempt that runs: what ended before it stays,
     * what comes after it was not started. The lane keeps the original, so that its late result
     * lands nowhere.
     */
    Slots<I, O> withoutRunning(Cause cause, long now) {
        int at = (int) CURRENT.getAcquire(this);
        Slots<I, O> copy = new Slots<>(run, seq, claimed, held, attempt, limitKey, results.clone());
        copy.starts = starts == null ? null : starts.clone();
        copy.took = took == null ? null : took.clone();
        copy.from = from;
        copy.to = now;
        copy.ran = at + 1;
        copy.lane = lane;
        copy.marked = true;
        copy.results[at] = new Flop.Broke(cause);
        if (copy.starts != null && copy.took != null) {
            long began = at == 0 ? from : copy.starts[at - 1] + copy.took[at - 1];
            copy.time(at, began, now);
        }
        Arrays.fill(copy.results, at + 1, size(), Flop.Mark.UNSTARTED);
        return copy;
    }
}
