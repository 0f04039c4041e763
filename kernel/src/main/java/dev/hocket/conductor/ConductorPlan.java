package dev.hocket.conductor;

import dev.hocket.Halt;
import dev.hocket.Job;
import dev.hocket.Limit;
import dev.hocket.Rate;
import dev.hocket.Retry;
import dev.hocket.RunOptions;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a {@link Conductor}.
 *
 * @param window the maximum number of inputs claimed and not consumed; 0 to derive it from the size
 *     of leases
 * @param windowBytes the maximum number of bytes of these inputs
 * @param weighed whether the job knows the bytes of each input; inputs are then claimed one by one
 * @param width how many lanes there are
 */
public record ConductorPlan(
        Retry retry,
        @Nullable Rate rate,
        Halt halt,
        int keyWidth,
        @Nullable Rate keyRate,
        boolean keyed,
        int window,
        long windowBytes,
        boolean weighed,
        int width) {

    public static final int LEAST_WINDOW = 256;
    public static final int MOST_WINDOW = 1 << 18;

    /**
     * Leases of each lane that the window holds where they are of many inputs: some milliseconds of
     * work, so that a consumer that looks each millisecond keeps up without being woken.
     */
    private static final long LEASES_AHEAD = 128;

    /** The bound of bytes that a run chooses: an eighth of the heap. */
    private static final long CHOSEN_BYTES =
            Math.max(1 << 20, Runtime.getRuntime().maxMemory() / 8);

    public static <I, O extends @Nullable Object> ConductorPlan of(
            Job<I, O> job, RunOptions<I, O> options, int width) {
        Limit<I> limit = job.limit().orElse(null);
        return new ConductorPlan(
                job.retry(),
                job.rate().orElse(null),
                job.halt(),
                limit == null ? Integer.MAX_VALUE : limit.width(),
                limit == null ? null : limit.rate(),
                limit != null,
                options.window(),
                options.windowBytes() == 0 ? CHOSEN_BYTES : options.windowBytes(),
                job.isWeighed(),
                width);
    }

    /** The same for another number of lanes. */
    public ConductorPlan withWidth(int lanes) {
        return new ConductorPlan(
                retry, rate, halt, keyWidth, keyRate, keyed, window, windowBytes, weighed, lanes);
    }

    /** Whether inputs are claimed one by one, because something is counted by each. */
    public boolean counted() {
        return keyed || weighed;
    }

    /**
     * Whether any of the next outcomes may halt the run, for the share that they make or since it
     * is done.
     */
    public boolean looksSoon(long outcomes) {
        return halt.successes() > 0 || (halt.percent() > 0 && outcomes < Halt.PERCENT_FROM);
    }

    /** The window where leases of {@code chunk} inputs are usual. */
    public int window(int chunk) {
        if (window > 0) {
            return window;
        }
        long wide = chunk == 1 ? 16L * width : LEASES_AHEAD * width * chunk;
        return Math.clamp(wide, LEAST_WINDOW, MOST_WINDOW);
    }
}
