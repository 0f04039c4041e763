package dev.hocket.sync;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A flag that threads can wait for: set, cleared, and set again. A {@link CountDownLatch} cannot be
 * closed again, and a flag under a condition forgets those who wait when it is set and cleared at
 * once; here {@link #set} wakes each thread that waits at that moment, whatever follows.
 *
 * <p>Safe for use by any number of threads. What a thread did before {@code set} is seen by those
 * that it lets pass.
 *
 * <p>An event is a latch at a time. {@code set} opens the latch that is there; {@code clear} puts a
 * new one where an open one is. Who waits for an open latch has passed, so that no wake-up can be
 * lost.
 */
public final class Event {
    private final AtomicReference<CountDownLatch> latch =
            new AtomicReference<>(new CountDownLatch(1));

    /** An event that is not set. */
    public Event() {}

    /** Sets the event: those who wait pass, and those who come until it is cleared. */
    public void set() {
        latch.get().countDown();
    }

    /** Clears the event: those who come from now on wait. */
    public void clear() {
        CountDownLatch open = latch.get();
        if (open.getCount() == 0) {
            latch.compareAndSet(open, new CountDownLatch(1));
        }
    }

    /** Whether it is set now. */
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
     * Waits until the event is set, for so long at most.
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
