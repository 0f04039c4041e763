package dev.hocket.jobs.crawl;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Asks each host as much as it bears. Starts at all that is allowed; whenever answers take twice as
 * long as the quickest did, or the host says that it is busy, the number of requests at a time is
 * halved, and grows by one for as many good answers (additive increase, multiplicative decrease, as
 * in TCP). Waits as long between two requests as robots.txt asks. Safe for use by several threads.
 */
final class HostThrottle {
    private static final long LONGEST_DELAY = TimeUnit.SECONDS.toNanos(30);
    private static final double SLOW = 2;
    private static final long NOISE = TimeUnit.MILLISECONDS.toNanos(20);
    private final boolean adapts;
    private final int most;
    private final ConcurrentHashMap<String, HostState> hosts = new ConcurrentHashMap<>();

    private static final class HostState {
        final ReentrantLock lock = new ReentrantLock();
        final Condition room = lock.newCondition();
        double allowed;
        int running;
        long quickest = Long.MAX_VALUE;
        double usual;
        long cutAt;
        long next;
        boolean used;
    }

    HostThrottle(boolean adapts, int most) {
        this.adapts = adapts;
        this.most = most;
    }

    /** Waits for its turn. */
    void enter(String host, Duration delay) throws InterruptedException {
        if (!adapts && delay.isZero()) {
            return;
        }
        HostState state = hosts.computeIfAbsent(host, any -> new HostState());
        long wait;
        state.lock.lockInterruptibly();
        try {
            if (adapts) {
                state.allowed = state.allowed == 0 ? most : state.allowed;
                while (state.running >= (int) state.allowed) {
                    state.room.await();
                }
                state.running++;
            }
            wait = reserve(state, delay);
        } finally {
            state.lock.unlock();
        }
        if (wait > 0) {
            try {
                TimeUnit.NANOSECONDS.sleep(wait);
            } catch (InterruptedException ended) {
                leave(host, 0, true);
                throw ended;
            }
        }
    }

    private static long reserve(HostState state, Duration delay) {
        if (delay.isZero()) {
            return 0;
        }
        long now = System.nanoTime();
        long start = state.used && state.next - now > 0 ? state.next : now;
        state.used = true;
        state.next = start + Math.min(LONGEST_DELAY, delay.toNanos());
        return start - now;
    }

    /**
     * Its turn has ended.
     *
     * @param nanos how long the answer took to begin
     * @param good whether there was one
     */
    void leave(String host, long nanos, boolean good) {
        if (!adapts) {
            return;
        }
        HostState state = hosts.get(host);
        if (state == null) {
            return;
        }
        state.lock.lock();
        try {
            state.running--;
            adapt(state, nanos, good);
            state.room.signalAll();
        } finally {
            state.lock.unlock();
        }
    }

    private void adapt(HostState state, long nanos, boolean good) {
        long now = System.nanoTime();
        if (good && nanos > 0) {
            state.quickest = Math.min(state.quickest, nanos);
            state.usual = state.usual == 0 ? nanos : state.usual * 0.9 + nanos * 0.1;
        }
        boolean slow = state.usual > SLOW * state.quickest + NOISE;
        if (!good || slow) {
            if (now - state.cutAt > state.usual) { // one cut for all that were on their way
                state.allowed = Math.max(1, state.allowed / 2);
                state.cutAt = now;
            }
        } else {
            state.allowed = Math.min(most, state.allowed + 1 / state.allowed);
        }
    }

    /** How many requests at a time a host gets; for tests. */
    double allowed(String host) {
        HostState state = hosts.get(host);
        return state == null ? most : state.allowed;
    }
}
