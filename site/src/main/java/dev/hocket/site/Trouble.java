package dev.hocket.site;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Which requests fail: as evenly spread as the rate allows, a third being every third one. */
final class Trouble {
    private final double rate;
    private final Failure failure;
    private final AtomicLong requests = new AtomicLong();

    Trouble(double rate, Failure failure) {
        this.rate = rate;
        this.failure = failure;
    }

    /** How the next request fails, or null. */
    @Nullable Failure next() {
        if (rate == 0) {
            return null;
        }
        long n = requests.incrementAndGet();
        return Math.floor(n * rate + 1e-9) > Math.floor((n - 1) * rate + 1e-9) ? failure : null;
    }
}
