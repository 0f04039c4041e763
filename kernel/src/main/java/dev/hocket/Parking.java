package dev.hocket;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Lanes that found nothing to do, and the one timer that wakes them when a retry is due or the rate
 * has a token. All methods but {@link #fired} need the run's lock. Lanes are woken one at a time:
 * one that finds work wakes the next if there is more.
 */
final class Parking {
    private final Ticker ticker;
    private final Runnable fired;
    private final ArrayDeque<Runnable> parked = new ArrayDeque<>();
    private @Nullable Runnable cancelTimer;
    private long armedFor = Grant.Wait.EVENT;

    Parking(Ticker ticker, Runnable fired) {
        this.ticker = ticker;
        this.fired = fired;
    }

    void park(Runnable wake) {
        parked.add(wake);
    }

    boolean remove(Runnable wake) {
        return parked.remove(wake);
    }

    boolean isEmpty() {
        return parked.isEmpty();
    }

    @Nullable Runnable one() {
        return parked.poll();
    }

    /** Has {@link #fired} called at a time, unless it is to be called earlier already. */
    void arm(long at, long now) {
        if (at == Grant.Wait.EVENT || (armedFor != Grant.Wait.EVENT && armedFor - at <= 0)) {
            return;
        }
        disarm();
        armedFor = at;
        cancelTimer = ticker.schedule(fired, at - now);
    }

    /** The timer has fired. */
    void disarmed() {
        armedFor = Grant.Wait.EVENT;
        cancelTimer = null;
    }

    void disarm() {
        if (cancelTimer != null) {
            cancelTimer.run();
        }
        disarmed();
    }
}
