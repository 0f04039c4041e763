package dev.hocket.run;

import dev.hocket.Halt;
import dev.hocket.RunException;
import dev.hocket.conductor.Conductor;
import dev.hocket.spi.Lease;
import java.util.ArrayDeque;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The consumer's side of a run: takes complete leases, runs some while it waits where the engine
 * wants that, and says what was consumed. Works on the state of its {@link RunCore}, under the
 * core's lock; used by one thread at a time.
 */
final class Consumption<I, O extends @Nullable Object> implements AutoCloseable {
    private final RunCore<I, O> core;
    private final Feed<I, O> feed;
    private final Conductor<Held<I, O>> conductor;
    private final Mailbox<I, O> mailbox;
    private final long pollNanos;
    private @Nullable RunLane own;

    /** What wakes a lane, kept back until it is clear whether the consumer waits. */
    private @Nullable Runnable kept;

    // Of the take that goes on.

    /** Whether the lane of its own was told that there is nothing. */
    private boolean asked;

    /** Whether it would wait for the first time. */
    private boolean polling;

    Consumption(
            RunCore<I, O> core,
            Feed<I, O> feed,
            Conductor<Held<I, O>> conductor,
            Mailbox<I, O> mailbox,
            long pollNanos) {
        this.core = core;
        this.feed = feed;
        this.conductor = conductor;
        this.mailbox = mailbox;
        this.pollNanos = pollNanos;
    }

    /** Complete leases, at least one; null when the run has ended and all were taken. */
    @Nullable ArrayDeque<Slots<I, O>> take() {
        RunLane helping = core.lanes().callerHelps() ? ownLane() : null;
        asked = false;
        polling = true;
        while (true) {
            boolean parks;
            Runnable wake;
            core.lock();
            try {
                ArrayDeque<Slots<I, O>> complete = mailbox.takeAll();
                if (complete != null || core.hasEnded()) {
                    if (asked && !core.parking().unparkCaller()) {
                        core.wakeLanes(); // it was woken in place of a lane
                    }
                    core.later(unkept());
                    return complete;
                }
                if (helping != null) {
                    core.later(unkept());
                }
                // Woken meanwhile, it asks again: the permit to park may be used up by the lock.
                parks = helping == null || (asked && core.parking().callerParked());
                wake = parks ? toHelp() : null;
                if (parks && wake == null) {
                    mailbox.waiting(polling);
                }
            } finally {
                core.unlock();
            }
            if (wake != null) {
                core.lanes().help(wake);
            } else if (parks) {
                park();
            } else if (helping != null) {
                work(helping);
            }
            checkInterrupt();
        }
    }

    private void work(RunLane lane) {
        Thread consumer = Thread.currentThread();
        Lease<I, O> lease = feed.pull(lane, () -> LockSupport.unpark(consumer));
        asked = lease == null;
        if (lease != null) {
            lease.run(lane);
        }
    }

    /** What wakes a lane for which there is something. */
    private @Nullable Runnable toHelp() {
        Runnable wake = unkept();
        return wake == null && core.helps() && !core.parking().isEmpty()
                ? core.next(core.now())
                : wake;
    }

    private @Nullable Runnable unkept() {
        Runnable wake = kept;
        kept = null;
        return wake;
    }

    private void park() {
        if (polling) {
            polling = false;
            LockSupport.parkNanos(core, pollNanos);
        } else {
            LockSupport.park(core);
        }
    }

    private void checkInterrupt() {
        if (Thread.currentThread().isInterrupted()) {
            core.cancel(Halt.Mode.NOW);
            throw new CancellationException(
                    core.job().name()
                            + ": interrupted while it waited for an outcome; the run is"
                            + " cancelled");
        }
    }

    private RunLane ownLane() {
        RunLane lane = own;
        if (lane == null) {
            lane = core.newLane(Thread.currentThread().getName(), true);
            own = lane;
        }
        return lane;
    }

    /** Leases that are complete now, or null. */
    @Nullable ArrayDeque<Slots<I, O>> takeNow() {
        core.lock();
        try {
            return mailbox.takeAll();
        } finally {
            core.unlock();
        }
    }

    /**
     * The consumer has the outcomes of so many inputs of a lease.
     *
     * @param takes whether it calls {@link #take} next
     */
    void consumed(Slots<I, O> lease, int count, boolean takes) {
        core.lock();
        try {
            conductor.consumed(count);
            conductor.weigh(count == 0 ? 0 : -lease.weight());
            if (takes && kept == null && core.helps() && !core.closed()) {
                kept = core.parking().isEmpty() ? null : core.next(core.now());
            } else {
                core.wakeLanes();
            }
        } finally {
            core.unlock();
        }
    }

    /** Throws what the run gave way to, if it did. */
    void throwFailure() {
        RunException failure = core.failure();
        if (failure != null) {
            throw failure;
        }
    }

    /** Ends the run, in bounded time. */
    @Override
    public void close() {
        core.stop();
        Runnable wake = unkept();
        if (wake != null) {
            wake.run();
        }
    }
}
