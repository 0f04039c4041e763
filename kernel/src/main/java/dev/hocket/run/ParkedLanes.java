package dev.hocket.run;

import dev.hocket.conductor.LaneGrant;
import dev.hocket.spi.Ticker;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Lanes that found no work, and the one timer that wakes them when a retry is due or the rate has a
 * token. All methods require the run's lock. Lanes are woken one at a time: one that finds work
 * wakes the next if there is more.
 *
 * <p>A consumer that runs leases while it waits is woken first: it has a thread, whereas another
 * lane may have to wait for a worker, and forever if all workers are waiting consumers. It is
 * removed as soon as it stops waiting, so that no wake-up is wasted on it.
 */
final class ParkedLanes {
    private final Ticker ticker;
    private final Runnable fired;
    private final ArrayDeque<Runnable> parked = new ArrayDeque<>();
    private @Nullable Runnable caller;
    private @Nullable Runnable cancelTimer;
    private long armedFor = LaneGrant.Wait.EVENT;

    ParkedLanes(Ticker ticker, Runnable fired) {
        this.ticker = ticker;
        this.fired = fired;
    }

    void park(Runnable wake, boolean ofCaller) {
        if (ofCaller) {
            caller = wake;
        } else {
            parked.add(wake);
        }
    }

    /** The caller does not wait any more; whether it had not been woken yet. */
    boolean unparkCaller() {
        boolean parked = caller != null;
        caller = null;
        return parked;
    }

    /** Whether the caller waits and was not woken yet. */
    boolean callerParked() {
        return caller != null;
    }

    boolean isEmpty() {
        return caller == null && parked.isEmpty();
    }

    @Nullable Runnable one() {
        Runnable wake = caller;
        caller = null;
        return wake == null ? parked.poll() : wake;
    }

    /** Has {@link #fired} called at a time, unless it is to be called earlier already. */
    void arm(long at, long now) {
        if (at == LaneGrant.Wait.EVENT
                || (armedFor != LaneGrant.Wait.EVENT && armedFor - at <= 0)) {
            return;
        }
        disarm();
        armedFor = at;
        cancelTimer = ticker.schedule(fired, at - now);
    }

    /** The timer has fired. */
    void disarmed() {
        armedFor = LaneGrant.Wait.EVENT;
        cancelTimer = null;
    }

    void disarm() {
        if (cancelTimer != null) {
            cancelTimer.run();
        }
        disarmed();
    }
}
