package dev.hocket.consume;

import dev.hocket.Halt;
import dev.hocket.Report;
import dev.hocket.run.ActiveRun;
import dev.hocket.run.LeaseSlots;
import dev.hocket.run.RunLane;
import dev.hocket.run.RunState;
import dev.hocket.spi.Lease;
import java.util.ArrayDeque;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The consumer's side of a run: takes complete leases, runs some while it waits if the engine
 * requires it, and reports what was consumed. Used by one thread at a time.
 */
final class OutcomeConsumer<I, O extends @Nullable Object> implements AutoCloseable {
    private final ActiveRun<I, O> run;
    private final RunState<I, O> state;
    private final long pollNanos;
    private @Nullable RunLane own;

    /** Of the take that continues: whether the lane of its own was told that there is nothing. */
    private boolean asked;

    OutcomeConsumer(ActiveRun<I, O> run, long pollNanos) {
        this.run = run;
        this.state = run.state();
        this.pollNanos = pollNanos;
    }

    /** Complete leases, at least one; null when the run has ended and all were taken. */
    @Nullable ArrayDeque<LeaseSlots<I, O>> take() {
        return take(Long.MAX_VALUE);
    }

    /**
     * The same, for at most so long: then none. A thread that runs leases while it waits runs one
     * at least.
     */
    @Nullable ArrayDeque<LeaseSlots<I, O>> take(long nanos) {
        boolean timed = nanos < Long.MAX_VALUE;
        long until = timed ? System.nanoTime() + nanos : 0;
        boolean worked = false;
        RunLane helping = run.lanes().callerHelps() ? ownLane() : null;
        asked = false;
        boolean polling = true;
        while (true) {
            RunState.ConsumerTurn<I, O> turn =
                    state.turnOfConsumer(helping != null, asked, polling);
            if (turn.over()) {
                return turn.leases();
            }
            long left = timed ? until - System.nanoTime() : Long.MAX_VALUE;
            if (turn.help() != null) {
                run.lanes().help(turn.help());
            } else if (left <= 0 && (turn.parks() || worked)) {
                state.consumerStopsWaiting(asked);
                return new ArrayDeque<>(1);
            } else if (turn.parks()) {
                park(polling, left);
                polling = false;
            } else if (helping != null) {
                work(helping);
                worked = true;
            }
            checkInterrupt();
        }
    }

    private void work(RunLane lane) {
        Thread consumer = Thread.currentThread();
        Lease<I, O> lease = state.pull(lane, () -> LockSupport.unpark(consumer));
        asked = lease == null;
        if (lease != null) {
            lease.run(lane);
        }
    }

    private void park(boolean polling, long most) {
        if (polling || most < Long.MAX_VALUE) {
            LockSupport.parkNanos(run, Math.min(polling ? pollNanos : most, most));
        } else {
            LockSupport.park(run);
        }
    }

    private void checkInterrupt() {
        if (Thread.currentThread().isInterrupted()) {
            state.cancel(Halt.Mode.NOW, Report.End.CANCELLED);
            throw new CancellationException(
                    run.context().job().name()
                            + ": interrupted while it waited for an outcome; the run is"
                            + " cancelled");
        }
    }

    private RunLane ownLane() {
        RunLane lane = own;
        if (lane == null) {
            lane = run.newLane(Thread.currentThread().getName(), 0, true);
            own = lane;
        }
        return lane;
    }

    /** Leases that are complete now, or null. */
    @Nullable ArrayDeque<LeaseSlots<I, O>> takeNow() {
        return state.takeNow();
    }

    /**
     * The consumer has the outcomes of this many inputs of a lease.
     *
     * @param takes whether it calls {@link #take} next
     */
    void consumed(LeaseSlots<I, O> lease, int count, boolean takes) {
        state.consumed(lease, count, takes);
    }

    /** The run has ended: waits until what its lanes had is closed. */
    void awaitStates() {
        run.awaitStates();
    }

    /** Says how the run ended, unless each input has its outcome. */
    void throwUnlessComplete() {
        run.throwUnlessComplete();
    }

    /** Ends the run, in bounded time. */
    @Override
    public void close() {
        run.stop(Report.End.CANCELLED);
        state.consumerLeaves();
    }
}
