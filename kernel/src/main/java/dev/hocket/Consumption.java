package dev.hocket;

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
    private final Parking parking;
    private @Nullable Lane own;

    Consumption(
            RunCore<I, O> core,
            Feed<I, O> feed,
            Conductor<Held<I, O>> conductor,
            Mailbox<I, O> mailbox,
            Parking parking) {
        this.core = core;
        this.feed = feed;
        this.conductor = conductor;
        this.mailbox = mailbox;
        this.parking = parking;
    }

    /** Complete leases, at least one; null when the run has ended and all were taken. */
    @Nullable ArrayDeque<Slots<I, O>> take() {
        Lane helping = core.lanes().callerHelps() ? ownLane() : null;
        Thread consumer = Thread.currentThread();
        Runnable wake = () -> LockSupport.unpark(consumer);
        boolean asked = helping == null;
        boolean polling = true;
        while (true) {
            ArrayDeque<Slots<I, O>> complete;
            core.lock();
            try {
                complete = mailbox.takeAll();
                if (complete != null || core.hasEnded()) {
                    if (helping != null && !parking.remove(wake)) {
                        core.wakeLanes(); // it may have been woken in place of a lane
                    }
                    return complete;
                }
                if (asked) {
                    // From here to the parking nothing may park, or it would take the wake-up.
                    mailbox.waiting(polling);
                }
            } finally {
                core.unlock();
            }
            if (!asked && helping != null) {
                Lease<I, O> lease = feed.pull(helping, wake);
                asked = lease == null;
                if (lease != null) {
                    lease.run(helping);
                }
            } else {
                if (polling) {
                    LockSupport.parkNanos(core, Mailbox.POLL_NANOS);
                } else {
                    LockSupport.park(core);
                }
                polling = false;
                asked = helping == null;
                if (helping != null) {
                    forget(wake);
                }
            }
            checkInterrupt(consumer);
        }
    }

    private void forget(Runnable wake) {
        core.lock();
        try {
            boolean _ = parking.remove(wake);
        } finally {
            core.unlock();
        }
    }

    private void checkInterrupt(Thread consumer) {
        if (consumer.isInterrupted()) {
            core.cancel(Halt.Mode.NOW);
            throw new CancellationException(
                    core.name()
                            + ": interrupted while it waited for an outcome; the run is"
                            + " cancelled");
        }
    }

    private Lane ownLane() {
        Lane lane = own;
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

    /** The consumer has the outcomes of so many inputs of a lease. */
    void consumed(Slots<I, O> lease, int count) {
        long bytes = weight(lease);
        core.lock();
        try {
            conductor.consumed(count);
            conductor.weigh(-bytes);
            core.wakeLanes();
        } finally {
            core.unlock();
        }
    }

    /** For who wants all outputs or none. */
    void throwIfHalted() {
        core.lock();
        try {
            if (conductor.halted() != null && !conductor.complete()) {
                throw new CancellationException(
                        core.name() + ": the run was cancelled before all inputs had ended");
            }
        } finally {
            core.unlock();
        }
    }

    private long weight(Slots<I, O> lease) {
        try {
            return lease.weight(core.job().policy().weight);
        } catch (RuntimeException | Error _) {
            return 0; // it threw at the claim already, which ended the run
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
    }
}
