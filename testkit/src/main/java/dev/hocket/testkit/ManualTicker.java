package dev.hocket.testkit;

import dev.hocket.spi.Ticker;
import java.time.Duration;
import java.util.Iterator;
import java.util.PriorityQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A clock that a test turns: time stands still until {@link #advance} moves it on, and what is due
 * by then is called in order, on the test's thread, each at its own time.
 *
 * <p>The run under test schedules from its own threads, so a test first waits until what it expects
 * is scheduled ({@link #awaitPending}), then turns the clock. Nothing needs to sleep.
 *
 * <p>Safe for use by several threads; only one turns the clock at a time.
 */
public final class ManualTicker implements Ticker {
    private final ReentrantLock turning = new ReentrantLock();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition scheduled = lock.newCondition();
    private final PriorityQueue<Call> calls = new PriorityQueue<>();
    private volatile long now;
    private long order;

    private record Call(long due, long order, Runnable action) implements Comparable<Call> {
        @Override
        public int compareTo(Call other) {
            int byTime = Long.compare(due, other.due);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    /** A clock that shows zero. */
    public ManualTicker() {}

    @Override
    public long nanos() {
        return now;
    }

    @Override
    public Runnable schedule(Runnable action, long delayNanos) {
        lock.lock();
        try {
            Call call = new Call(now + Math.max(0, delayNanos), order++, action);
            calls.add(call);
            scheduled.signalAll();
            return () -> cancel(call);
        } finally {
            lock.unlock();
        }
    }

    private void cancel(Call call) {
        lock.lock();
        try {
            // By identity: two calls are never equal, but equals would compare their actions.
            for (Iterator<Call> each = calls.iterator(); each.hasNext(); ) {
                if (each.next().order == call.order) {
                    each.remove();
                    return;
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Moves time on and makes the calls that are due, also those scheduled meanwhile. */
    public void advance(Duration time) {
        turning.lock();
        try {
            long target = now + time.toNanos();
            for (Call call = due(target); call != null; call = due(target)) {
                call.action.run();
            }
            now = target;
        } finally {
            turning.unlock();
        }
    }

    /**
     * Moves time on to the next call and makes it.
     *
     * @return whether there was one
     */
    public boolean advanceToNext() {
        turning.lock();
        try {
            Call call = due(Long.MAX_VALUE);
            if (call == null) {
                return false;
            }
            call.action.run();
            return true;
        } finally {
            turning.unlock();
        }
    }

    private @Nullable Call due(long target) {
        lock.lock();
        try {
            Call first = calls.peek();
            if (first == null || first.due > target) {
                return null;
            }
            calls.poll();
            now = Math.max(now, first.due);
            return first;
        } finally {
            lock.unlock();
        }
    }

    /** How many calls are scheduled and not yet made. */
    public int pending() {
        lock.lock();
        try {
            return calls.size();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until at least {@code count} calls are scheduled; fails if that takes too long. */
    public void awaitPending(int count) {
        long left = BoundedWait.BOUND.toNanos();
        boolean interrupted = false;
        lock.lock();
        try {
            while (calls.size() < count) {
                if (left <= 0) {
                    throw BoundedWait.lost(count + " scheduled calls; there are " + calls.size());
                }
                try {
                    left = scheduled.awaitNanos(left);
                } catch (InterruptedException _) {
                    interrupted = true;
                }
            }
        } finally {
            lock.unlock();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
