package dev.hocket.sync;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A flag that threads can wait for, and that can be set, cleared and set again. A {@link
 * CountDownLatch} cannot be reset. A flag with a condition loses wake-ups if it is set and cleared
 * immediately; here, {@link #set} wakes each thread that waits at that moment, whatever follows.
 *
 * <p>Safe for use by any number of threads. What a thread did before {@code set} is visible to the
 * threads that it wakes.
 *
 * <p>An event consists of one latch at a time. {@code set} opens the current latch; {@code clear}
 * replaces an open latch by a new one. A thread that waits for a latch passes when that latch
 * opens, so no wake-up can be lost.
 */
public final class Event {
    private final AtomicReference<CountDownLatch> latch =
            new AtomicReference<>(new CountDownLatch(1));

    /** Creates an event that is not set. */
    public Event() {}

    /**
     * Sets the event: threads that wait continue, and later ones do not wait until it is cleared.
     */
    public void set() {
        latch.get().countDown();
    }

    /** Clears the event: threads that call {@link #await()} from now on wait. */
    public void clear() {
        CountDownLatch open = latch.get();
        if (open.getCount() == 0) {
            latch.compareAndSet(open, new CountDownLatch(1));
        }
    }

    /** Whether it is set. */
    public boolean isSet() {
        return latch.get().getCount() == 0;
    }

    /**
     * Waits until the event is set; returns at once if it is.
     *
     * @throws InterruptedException if the thread is interrupted before or while it waits
     */
    public void await() throws InterruptedException {
        latch.get().await();
    }

    /**
     * Waits until the event is set, but for at most this time.
     *
     * @return whether it was set
     * @throws InterruptedException if the thread is interrupted before or while it waits
     */
    public boolean await(Duration atMost) throws InterruptedException {
        return latch.get().await(TimeUnit.NANOSECONDS.convert(atMost), TimeUnit.NANOSECONDS);
    }

    @Override
    public String toString() {
        return isSet() ? "event, set" : "event, not set";
    }
}
