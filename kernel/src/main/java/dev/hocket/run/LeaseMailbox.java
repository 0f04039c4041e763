package dev.hocket.run;

import java.util.ArrayDeque;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Complete leases on their way to the consumer. All methods require the run's lock.
 *
 * <p>Waking a thread costs more than a lease of tiny tasks, so a consumer that just got a lease is
 * not woken at once: it polls after a while ({@code POLLING}) and is woken early only when a
 * quarter of the window is unread, or when nothing more will arrive. A consumer that found nothing
 * in that time sleeps ({@code ASLEEP}) until the next lease.
 */
public final class LeaseMailbox<I, O extends @Nullable Object> {
    /** After how long a consumer of single outcomes looks again. */
    public static final long POLL_NANOS = 1_000_000;

    private enum State {
        AWAKE,
        POLLING,
        ASLEEP
    }

    private ArrayDeque<LeaseSlots<I, O>> complete = new ArrayDeque<>();
    private State state = State.AWAKE;
    private @Nullable Thread consumer;
    private long unread;

    public void put(LeaseSlots<I, O> lease) {
        complete.add(lease);
        unread += lease.size();
    }

    /** All complete leases, or null if there are none. */
    public @Nullable ArrayDeque<LeaseSlots<I, O>> takeAll() {
        state = State.AWAKE;
        if (complete.isEmpty()) {
            return null;
        }
        ArrayDeque<LeaseSlots<I, O>> all = complete;
        complete = new ArrayDeque<>();
        unread = 0;
        return all;
    }

    /** The calling thread is about to park, for a poll's time or until it is woken. */
    public void waiting(boolean polling) {
        consumer = Thread.currentThread();
        state = polling ? State.POLLING : State.ASLEEP;
    }

    /** The consumer waits no longer. */
    void awake() {
        state = State.AWAKE;
    }

    /**
     * What wakes the consumer, if it is to be woken now.
     *
     * @param quiet whether nothing more will come by itself
     */
    public @Nullable Runnable waking(int window, boolean quiet) {
        boolean wake =
                switch (state) {
                    case AWAKE -> false;
                    case POLLING -> quiet || unread * 4 >= window;
                    case ASLEEP -> quiet || unread > 0;
                };
        if (!wake) {
            return null;
        }
        state = State.AWAKE;
        Thread sleeper = consumer;
        return () -> LockSupport.unpark(sleeper);
    }
}
