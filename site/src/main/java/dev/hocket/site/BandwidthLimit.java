package dev.hocket.site;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The bytes a second that a site sends in all. Whoever wants to send reserves the next slice of
 * time, and sends when that begins, so that all get their turns in the order in which they came.
 */
final class BandwidthLimit {
    private static final long SLICES = 100;
    private final int slice;
    private final long sliceNanos;
    private final AtomicLong next;

    BandwidthLimit(long bytesPerSecond, long now) {
        slice = Math.clamp(bytesPerSecond / SLICES, 1, 64 << 10);
        sliceNanos = (long) (slice * 1e9 / bytesPerSecond);
        next = new AtomicLong(now);
    }

    /** How many bytes one reservation is for. */
    int slice() {
        return slice;
    }

    /** Reserves a slice; the time from which it may be sent. */
    long reserve(long now) {
        while (true) {
            long seen = next.get();
            long begin = seen - now < 0 ? now : seen;
            if (next.compareAndSet(seen, begin + sliceNanos)) {
                return begin;
            }
        }
    }
}
