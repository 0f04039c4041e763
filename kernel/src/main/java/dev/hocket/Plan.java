package dev.hocket;

import org.jspecify.annotations.Nullable;

/**
 * The numbers that a {@link Conductor} goes by.
 *
 * @param window the most inputs claimed and not consumed; 0 to let it follow the leases' size
 * @param windowBytes the most bytes of them, 0 for no bound
 * @param width how many lanes there are
 */
record Plan(
        Retry retry,
        @Nullable Rate rate,
        Halt halt,
        int keyWidth,
        @Nullable Rate keyRate,
        boolean keyed,
        int window,
        long windowBytes,
        int width) {

    static final int LEAST_WINDOW = 256;
    static final int MOST_WINDOW = 1 << 18;

    /**
     * Leases of each lane that the window holds where they are of many inputs: some milliseconds of
     * work, so that a consumer that looks each millisecond keeps up without being woken.
     */
    private static final long LEASES_AHEAD = 128;

    static <I, O extends @Nullable Object> Plan of(
            Job<I, O> job, RunOptions<I, O> options, int width) {
        Limit<I> limit = job.policy().limit;
        return new Plan(
                job.retry(),
                job.policy().rate,
                job.halt(),
                limit == null ? Integer.MAX_VALUE : limit.width(),
                limit == null ? null : limit.rate(),
                limit != null,
                options.window(),
                options.windowBytes(),
                width);
    }

    /**
     * Whether inputs are claimed one by one when so many were claimed: they have keys of their own,
     * or the share of failures is about to be looked at.
     */
    boolean single(long claimed) {
        return keyed || (halt.percent() > 0 && claimed < Halt.PERCENT_FROM);
    }

    /** The window where leases of {@code chunk} inputs are usual. */
    int window(int chunk) {
        if (window > 0) {
            return window;
        }
        long wide = chunk == 1 ? 16L * width : LEASES_AHEAD * width * chunk;
        return Math.clamp(wide, LEAST_WINDOW, MOST_WINDOW);
    }
}
