package dev.hocket.run;

import dev.hocket.AsyncTask;
import dev.hocket.spi.Lease;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A lease whose attempts run in their non-blocking form, on an engine's loop.
 *
 * <p>Attempts that complete at once, such as those whose result is in a cache, run one after the
 * other in one lane, and the lease returns in one piece. An attempt that does not complete at once
 * <i>departs</i>: it continues in a separate lease, in the lane in which it was started. The rest
 * of the first lease continues in another lane, or returns to the run if no lane is free. So a
 * chunk never makes one attempt wait for the stage of another.
 *
 * <p>Completions are recorded on the loop's thread, never on the thread that completes a stage,
 * which may be that of a timer or a connection: a completion runs user code, such as the job's
 * growth. The lease also returns before any of its attempts that departed.
 */
final class AsyncAttempts<I, O extends @Nullable Object> implements LeaseAttempts {
    private enum Strand {
        /** The lane is free again. */
        OVER,
        /** An attempt departed with the lane. */
        TAKEN,
        /**
         * The lane was given up while its thread ran an attempt; the lease is not ours any more.
         */
        LOST
    }

    private final LeaseSlots<I, O> lease;
    private final RunState<I, O> run;
    private final RunContext<I, O> context;
    private final AsyncTask<I, O> task;
    private final Lease.Loop loop;
    private final boolean timed;

    /** Whether the loop wants to know when code of the user's runs on its thread. */
    private final boolean watched;

    private final @Nullable AttemptEvents events;

    /** Whether each lane has its own task. */
    private final boolean stateful;

    private @Nullable CompletionStage<O> pending;
    private int next;

    /** How many attempts of the lease departed. */
    private int departed;

    /**
     * Attempts of a lease on an event loop.
     *
     * @param timed whether they are worth to be timed one by one
     */
    AsyncAttempts(LeaseSlots<I, O> lease, Lease.Loop loop, boolean timed) {
        this.lease = lease;
        this.run = lease.run();
        this.context = run.context();
        this.task = context.job().asyncTask().orElseThrow();
        this.loop = loop;
        this.timed = timed || context.guarded();
        this.watched = loop.watches();
        this.events = context.events();
        this.stateful = context.states() != null;
    }

    @Override
    public void take(RunLane first) {
        lease.begin(first, context.now());
        @Nullable RunLane lane = first;
        while (lane != null) {
            switch (strand(lane)) {
                case LOST -> {
                    return;
                }
                case OVER -> {
                    handIn();
                    loop.free(lane);
                    return;
                }
                case TAKEN -> {
                    if (lease.size() == 1) {
                        return;
                    }
                    lane = lease.allows(next) && !run.stopped() ? (RunLane) loop.another() : null;
                    if (lane != null) {
                        run.laneTaken();
                    }
                }
            }
        }
        lease.losesLane();
        handIn();
    }

    private void handIn() {
        lease.leaveRestUnstarted(next);
        run.handIn(lease);
    }

    /** Starts attempts in a lane until one departs with it. */
    private Strand strand(RunLane lane) {
        lane.bind(lease, Thread.currentThread());
        int first = next;
        long began = context.now();
        try {
            Strand end = attempts(lane, began);
            if (end != Strand.OVER) {
                return end;
            }
        } catch (Throwable broken) { // out of memory while an end was noted down, at worst
            if (lane.leave() == RunLane.End.ABANDONED) {
                return back(lane);
            }
            lease.breakRest(next, broken);
            next = lease.size();
        }
        long now = context.now();
        lease.times().endedAt(now);
        lane.learn(next - first, now - began);
        lane.release();
        return Strand.OVER;
    }

    private Strand attempts(RunLane lane, long began) {
        long before = began;
        while (lease.allows(next)) {
            lease.at(next);
            if (events != null && !run.stopped()) {
                events.started(lease, next, lane);
            }
            lane.enter(before);
            if (run.stopped() || lease.unwanted()) {
                return lane.leave() == RunLane.End.ABANDONED ? back(lane) : Strand.OVER;
            }
            @Nullable Object result = watched ? startWatched(lane) : start(lane);
            CompletionStage<O> stage = pending;
            if (stage != null) {
                pending = null;
                return depart(lane, stage, timed || lease.size() == 1 ? before : context.now());
            }
            RunLane.End end = lane.leave();
            if (end == RunLane.End.ABANDONED) {
                return back(lane);
            }
            lease.put(next, end == RunLane.End.STOPPED ? lease.stopped(lane, result) : result);
            if (timed) {
                long after = context.now();
                lease.times().time(next, before, after);
                before = after;
            }
            lease.times().ranOne();
            next++;
        }
        return Strand.OVER;
    }

    private @Nullable Object startWatched(RunLane lane) {
        Runnable over = loop.holds(lease, next);
        try {
            return start(lane);
        } finally {
            over.run();
        }
    }

    /** What the loop is to run for an attempt. */
    private Runnable watched(LeaseSlots<I, O> alone, Runnable what) {
        return !watched
                ? what
                : () -> {
                    Runnable over = loop.holds(alone, 0);
                    try {
                        what.run();
                    } finally {
                        over.run();
                    }
                };
    }

    /** Starts an attempt: gives how it ended, or sets {@link #pending}. */
    private @Nullable Object start(RunLane lane) {
        try {
            I input = lease.input(next);
            AsyncTask<I, O> own = stateful ? lane.asyncTask(context) : task;
            CompletionStage<O> stage = BlockingForm.stage(own, input);
            if (stage instanceof CompletableFuture<O> future) {
                switch (state(future)) {
                    case SUCCESS -> {
                        return lease.output(next, future.resultNow());
                    }
                    case FAILED -> {
                        return broke(
                                BlockingForm.failure(future.exceptionNow()),
                                lease,
                                next - departed);
                    }
                    case CANCELLED -> {
                        return broke(new CancellationException(), lease, next - departed);
                    }
                    case RUNNING -> {}
                }
            }
            pending = stage;
            return null;
        } catch (Throwable failure) {
            return broke(failure, lease, next - departed);
        } finally {
            if (Thread.currentThread().isInterrupted() && !lane.stopping()) {
                boolean _ = Thread.interrupted(); // the task's litter
            }
        }
    }

    /** A stage that hides how it stands counts as running: its end is told. */
    private static Future.State state(CompletableFuture<?> future) {
        try {
            return future.state();
        } catch (UnsupportedOperationException minimal) {
            return Future.State.RUNNING;
        }
    }

    private static SlotResult broke(Throwable failure, LeaseSlots<?, ?> of, int earlier) {
        SlotResult broke = of.threw(failure, earlier);
        if (failure instanceof InterruptedException) {
            boolean _ = Thread.interrupted(); // it was not meant for the loop
        }
        return broke;
    }

    private Strand depart(RunLane lane, CompletionStage<O> stage, long since) {
        RunLane.End end = lane.hold();
        if (end == RunLane.End.ABANDONED) { // the thread is back, but not the attempt
            cancel(stage);
            whenComplete(stage, (_, _) -> loop.free(lane));
            return Strand.LOST;
        }
        LeaseSlots<I, O> alone = lease.depart(next++);
        departed++;
        alone.begin(lane, since);
        alone.times().time(0, since, since);
        boolean stopped = end == RunLane.End.STOPPED;
        Runnable cancelling = watched(alone, () -> cancel(stage));
        lane.await(alone, since, () -> loop.execute(cancelling), stopped);
        if (stopped) {
            cancelling.run();
        }
        whenComplete(stage, (output, failure) -> arrive(lane, alone, output, failure));
        return Strand.TAKEN;
    }

    /** An attempt that had been given up has ended. */
    private Strand back(RunLane lane) {
        loop.free(lane);
        return Strand.LOST;
    }

    /** Has the loop note down how a stage completed. */
    private void whenComplete(
            CompletionStage<O> stage, BiConsumer<@Nullable O, @Nullable Throwable> then) {
        try {
            CompletionStage<O> _ =
                    stage.whenComplete(
                            (output, failure) -> loop.execute(() -> then.accept(output, failure)));
        } catch (Throwable failure) { // a stage of the user's own
            loop.execute(() -> then.accept(null, failure));
        }
    }

    /** A stage has completed. */
    @SuppressWarnings("NullAway") // whether an output may be null is O's to say
    private void arrive(
            RunLane lane, LeaseSlots<I, O> alone, @Nullable O output, @Nullable Throwable failure) {
        @Nullable Object result;
        Runnable over = watched ? loop.holds(alone, 0) : null;
        try {
            result =
                    failure == null
                            ? alone.output(0, output)
                            : broke(BlockingForm.failure(failure), alone, 0);
        } catch (Throwable thrown) {
            result = broke(thrown, alone, 0);
        } finally {
            if (over != null) {
                over.run();
            }
        }
        RunLane.End end = lane.leave();
        if (end != RunLane.End.ABANDONED) {
            alone.put(0, end == RunLane.End.STOPPED ? alone.stopped(lane, result) : result);
            long now = context.now();
            alone.times().ended(1, now);
            alone.times().time(0, alone.times().from(), now);
            lane.learn(1, alone.times().spanNanos());
            lane.release();
            run.handIn(alone);
        }
        loop.free(lane);
    }

    /** Cancels a stage as far as it lets itself be. */
    private static void cancel(CompletionStage<?> stage) {
        try {
            boolean _ = stage.toCompletableFuture().cancel(true);
        } catch (Throwable _) {
            // Left to itself: it is given up if it does not complete in time.
        }
    }
}
