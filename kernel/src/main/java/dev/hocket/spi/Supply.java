package dev.hocket.spi;

import dev.hocket.Job;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run as its engine sees it: where lanes get their leases. Safe for use by several threads.
 *
 * <p>Engines pull: a lane asks when it has capacity, and that alone gives backpressure.
 */
public interface Supply<I, O extends @Nullable Object> {

    /** The job, with the forms of its task. */
    Job<I, O> job();

    /**
     * A new lane of this run; its name in reports and in the joblog is the engine's with the
     * number, such as {@code threads-3}.
     *
     * @param number from 1
     */
    Lane lane(String engine, int number);

    /**
     * The same for a lane that takes leases of more or less work than is usual, because it costs
     * much or little to hand one over.
     *
     * @param leaseNanos how long the attempts of one lease should take together
     */
    Lane lane(String engine, int number, long leaseNanos);

    /**
     * A lease for a lane, or {@code null}: then {@code wake} is called once when it is worth asking
     * again, or the supply has closed. It may be called before this method returns, by any thread,
     * and must be short. May block while the source is read, never for anything else.
     */
    @Nullable Lease<I, O> pull(Lane lane, Runnable wake);

    /**
     * Whether the thread that starts the run is its consumer and is about to wait for it. A lane
     * may begin with {@link #park} then, and be {@linkplain Lanes#help helped}.
     */
    default boolean awaited() {
        return false;
    }

    /** The same as a {@link #pull} that found nothing. */
    default void park(Lane lane, Runnable wake) {
        wake.run();
    }

    /** Whether no lease will come any more; lanes end then. */
    boolean closed();

    /** The engine is being closed: the run is cancelled and joined, in bounded time. */
    void shutDown();

    /** The engine can run nothing any more; the run ends with an error that says so. */
    void broken(Throwable why);

    /** Shuts several runs down at once, as each may have to wait for tasks that would not end. */
    static void shutDown(Collection<? extends Supply<?, ?>> supplies) {
        ParallelShutdown.all(List.copyOf(supplies));
    }

    /** Whether a pull may read the source, and so take as long as the source does. */
    boolean reads();

    /** How many leases may come at a time: no more lanes than that are of use. */
    int usefulLanes();

    /**
     * A lane that was woken ends without asking, as there are to be fewer: another one is woken if
     * there is something for it.
     */
    void wakeAnother();

    /**
     * The engine runs so many lanes from now on: chunks and the window are sized for them, where
     * the run chooses. Without this, they are sized for the run's width.
     */
    default void width(int lanes) {}

    /**
     * How the run gets on, or {@code null} where nothing is measured. Cheap enough to be asked some
     * hundred times in a second.
     */
    default @Nullable LaneUsage laneUsage() {
        return null;
    }
}
