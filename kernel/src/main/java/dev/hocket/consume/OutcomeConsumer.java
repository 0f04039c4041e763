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
        RunLane helping = run.lanes().callerHelps() ? ownLane() : null;
        asked = false;
        boolean polling = true;
        while (true) {
            RunState.ConsumerTurn<I, O> turn =
                    state.turnOfConsumer(helping != null, asked, polling);
            if (turn.over()) {
                return turn.leases();
            }
            if (turn.help() != null) {
                run.lanes().help(turn.help());
            } else if (turn.parks()) {
                park(polling);
                polling = false;
            } else if (helping != null) {
                work(helping);
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

    private void park(boolean polling) {
        if (polling) {
            LockSupport.parkNanos(run, pollNanos);
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
