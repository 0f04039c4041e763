package dev.hocket.spi;

import dev.hocket.Cause;
import dev.hocket.Job;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A run as its engine sees it: where lanes get their leases. Safe for use by several threads.
 *
 * <p>Engines pull: a lane asks for work when it has capacity. This is sufficient for backpressure.
 */
public interface Supply<I, O extends @Nullable Object> {

    /** The job, with the forms of its task. */
    Job<I, O> job();

    /**
     * Creates a lane of this run. Its name in reports and in the joblog is that of the engine with
     * the number, such as {@code threads-3}.
     *
     * @param number from 1
     */
    Lane lane(String engine, int number);

    /**
     * Creates a lane whose leases contain more or less work than usual, because passing one to it
     * costs much or little.
     *
     * @param leaseNanos how long the attempts of one lease should take together
     */
    Lane lane(String engine, int number, long leaseNanos);

    /**
     * Returns a lease for a lane, or {@code null}; in that case, {@code wake} is called once when
     * the lane should ask again, or when the supply has closed. Any thread may call it, even before
     * this method returns, and it must be short. This method may block while the source is read,
     * but for no other reason.
     */
    @Nullable Lease<I, O> pull(Lane lane, Runnable wake);

    /**
     * Whether the thread that starts the run is its consumer and is about to wait for it. A lane
     * may then begin with {@link #park} and be {@linkplain Lanes#help helped}.
     */
    default boolean awaited() {
        return false;
    }

    /** Has the same effect as a {@link #pull} that found no work. */
    default void park(Lane lane, Runnable wake) {
        wake.run();
    }

    /** Whether there will be no more leases, so that lanes must end. */
    boolean closed();

    /** Called when the engine is closed: cancels the run and waits for it, in bounded time. */
    void shutDown();

    /**
     * Called when the engine cannot run anything any more: the run ends with an error that says so.
     */
    void broken(Throwable why);

    /**
     * Shuts down several runs at the same time, because each may have to wait for tasks that do not
     * end.
     */
    static void shutDown(Collection<? extends Supply<?, ?>> supplies) {
        ParallelShutdown.all(List.copyOf(supplies));
    }

    /** Whether a pull may read the source, and so take as long as that takes. */
    boolean reads();

    /** How many leases there may be at a time; more lanes than that would be useless. */
    int usefulLanes();

    /**
     * Called when a lane that was woken ends without asking, because the run should have fewer
     * lanes: wakes another lane if there is work for it.
     */
    void wakeAnother();

    /**
     * Called when the engine changes the number of lanes: if the run chooses the sizes of chunks
     * and window, it sizes them for this number, and otherwise for the run's width.
     */
    default void width(int lanes) {}

    /** A lane uses a worker process that has run nothing yet. */
    default void workerStarted(Lane lane, long pid) {}

    /**
     * The worker process of a lane has died.
     *
     * @param how asked only where somebody wants to know
     */
    default void workerDied(Lane lane, long pid, Supplier<Cause.Crashed> how) {}

    /**
     * The progress of the run, or {@code null} if it is not measured. Cheap enough for several
     * hundred calls per second.
     */
    default @Nullable LaneUsage laneUsage() {
        return null;
    }
}
