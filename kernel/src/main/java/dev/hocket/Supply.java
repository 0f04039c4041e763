package dev.hocket;

import org.jspecify.annotations.Nullable;

/**
 * A run as its engine sees it: where lanes get their leases. Safe for use by several threads.
 *
 * <p>Engines pull: a lane asks when it has capacity, and that alone gives backpressure.
 */
public interface Supply<I, O extends @Nullable Object> {

    /** A new lane of this run, under a name for reports and the joblog. */
    Lane lane(String name);

    /**
     * A lease for a lane, or {@code null}: then {@code wake} is called once when it is worth asking
     * again, or the supply has closed. It may be called before this method returns, by any thread,
     * and must be short. May block while the source is read, never for anything else.
     */
    @Nullable Lease<I, O> pull(Lane lane, Runnable wake);

    /** Whether no lease will come any more; lanes end then. */
    boolean closed();

    /** The engine is being closed: the run is cancelled and joined, in bounded time. */
    void shutDown();

    /** The engine can run nothing any more; the run ends with an error that says so. */
    void broken(Throwable why);

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
    default @Nullable Pace pace() {
        return null;
    }
}
