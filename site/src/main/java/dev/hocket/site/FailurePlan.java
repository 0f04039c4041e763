package dev.hocket.site;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.atomic.AtomicLong;

/** Which requests fail: as evenly spread as the rate allows, a third being every third one. */
final class FailurePlan {
    private final double rate;
    private final SimulatedFailure failure;
    private final AtomicLong requests = new AtomicLong();

    FailurePlan(double rate, SimulatedFailure failure) {
        this.rate = rate;
        this.failure = failure;
    }

    /** How the next request fails, or null. */
    @Nullable SimulatedFailure next() {
        if (rate == 0) {
            return null;
        }
        long n = requests.incrementAndGet();
        return Math.floor(n * rate + 1e-9) > Math.floor((n - 1) * rate + 1e-9) ? failure : null;
    }
}
