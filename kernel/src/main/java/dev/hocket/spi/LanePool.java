package dev.hocket.spi;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The loop of the lanes of most engines, on workers that the engine provides: get a lease, run it,
 * get the next one.
 *
 * <p>All runs share the workers. A lane that finds no work returns its worker, and gets one again
 * when its run wakes it; a lane whose run has more work yields its worker after each lease if
 * others wait. Any number of runs can therefore progress at the same time, in turns of about 50 µs
 * if tasks are short, and a run whose window is full occupies no worker.
 */
public final class LanePool implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("dev.hocket");
    private static final ScopedValue<Place> CURRENT = ScopedValue.newInstance();

    /** So many workers may be lost and replaced at a time. */
    private static final int MOST_REPLACED = 64;

    /**
     * Whose lanes wait for what the calling thread runs: it is a lane of this pool, for a run that
     * was started in the place outside, and so on. A run that a task starts and waits for may start
     * runs in turn, also on an engine further out: if all its lanes wait like that, only the thread
     * here can continue for them.
     */
    private record Place(LanePool pool, @Nullable Place outside) {
        static @Nullable Place here() {
            return CURRENT.isBound() ? CURRENT.get() : null;
        }

        static boolean within(LanePool pool) {
            for (Place place = here(); place != null; place = place.outside) {
                if (place.pool == pool) {
                    return true;
                }
            }
            return false;
        }
    }

    /**
     * A lane's turn on a worker: its leases, one after the other, until there are no more or others
     * wait for a worker. {@code run()} does all of this; a worker may also take the leases one by
     * one. Used by one thread at a time.
     */
    public interface Turn extends Runnable {
        /** The lease to run now, or null at the end of the turn. May block at the source. */
        @Nullable Lease<?, ?> next();

        /** Runs what {@link #next} gave. Throws nothing. */
        void run(Lease<?, ?> lease);
    }

    /** The threads that run the lanes. Safe for use by several threads. */
    public interface Workers {
        /** Runs a turn on a worker, now or when one is free, in the order of the calls. */
        void execute(Turn turn);

        /** Whether turns wait for a worker. */
        boolean contended();

        /** Whether the calling thread is one of the workers. */
        boolean current();

        /** Adds a worker in place of one that was lost, or ends one when that has come back. */
        void resize(int change);

        /** Ends the workers; returns the names of those that did not end in bounded time. */
        Set<String> close();
    }

    private final String name;
    private final int width;
    private final Workers workers;
    private final Set<RunLanes<?, ?>> open = ConcurrentHashMap.newKeySet();
    private final LostLanes losses = new LostLanes(MOST_REPLACED);
    private volatile boolean closed;

    /**
     * A pool.
     *
     * @param name the engine's name, for lanes
     * @param width how many workers there are
     */
    public LanePool(String name, int width, Workers workers) {
        this.name = name;
        this.width = width;
        this.workers = workers;
    }

    /**
     * Returns the same action, for another thread that runs it on behalf of the calling thread,
     * which waits.
     */
    public static Runnable inPlace(Runnable action) {
        Place here = Place.here();
        return here == null ? action : () -> ScopedValue.where(CURRENT, here).run(action);
    }

    /** How many workers there are. */
    public int width() {
        return width;
    }

    /** Starts lanes for a run. */
    public <I, O extends @Nullable Object> Lanes lanes(Supply<I, O> supply, int lanes) {
        return lanes(supply, lanes, workers);
    }

    /**
     * Starts lanes for a run that chooses among the pool's workers, and may choose others during
     * the run: a lane that finds its workers {@link Workers#contended} yields after its lease, and
     * is then executed on the workers that its run has chosen.
     *
     * @param chosen executes the run's loops, and says when they must yield
     */
    public <I, O extends @Nullable Object> Lanes lanes(
            Supply<I, O> supply, int lanes, Workers chosen) {
        if (closed) {
            throw new IllegalStateException("the engine " + name + " is closed");
        }
        RunLanes<I, O> started = new RunLanes<>(supply, chosen);
        open.add(started);
        if (closed) { // close() may have looked before
            open.remove(started);
            throw new IllegalStateException("the engine " + name + " is closed");
        }
        started.width(lanes);
        return started;
    }

    /** Cancels the runs and ends the workers, in bounded time. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        Supply.shutDown(open.stream().<Supply<?, ?>>map(lanes -> lanes.supply).toList());
        Set<String> left = workers.close();
        if (!left.isEmpty()) {
            LOG.log(
                    Level.WARNING,
                    "engine {0} is closed, but these daemon threads did not end: {1}",
                    name,
                    String.join(", ", left));
        }
    }

    private final class RunLanes<I, O extends @Nullable Object> implements Lanes {
        private final Supply<I, O> supply;
        private final Workers chosen;
        private final Place place = new Place(LanePool.this, Place.here());

        private final LaneNumbers numbers = new LaneNumbers(width);

        /** The lanes by their numbers, those that ended included: they may come back. */
        private final List<PooledLane<I, O>> loops = new ArrayList<>();

        private volatile boolean ended;

        RunLanes(Supply<I, O> supply, Workers chosen) {
            this.supply = supply;
            this.chosen = chosen;
        }

        private void execute(Turn loop) {
            try {
                chosen.execute(loop);
            } catch (RejectedExecutionException ended) {
                if (!closed) {
                    throw ended;
                }
                // The engine was closed at this moment, and with it the run.
            }
        }

        @Override
        public void width(int lanes) {
            supply.width(Math.clamp(lanes, 1, width));
            int _ = numbers.width(lanes, this::start);
        }

        private void start(int number) {
            PooledLane<I, O> lane;
            synchronized (this) {
                while (loops.size() < number) {
                    loops.add(new PooledLane<>(this, loops.size() + 1));
                }
                lane = loops.get(number - 1);
            }
            execute(lane);
        }

        @Override
        public void replace(Lane lane) {
            switch (losses.lost(lane)) {
                case BACK -> {} // it was gone for a moment only
                case REPLACED -> {
                    workers.resize(1);
                    startAgain(lane);
                }
                case TOO_MANY -> tooMany();
            }
        }

        private void startAgain(Lane lane) {
            if (supply.closed()) {
                return;
            }
            int number = lane.number();
            PooledLane<I, O> loop = new PooledLane<>(this, number);
            synchronized (this) {
                loops.set(number - 1, loop);
            }
            execute(loop);
        }

        private void tooMany() {
            int missing = losses.missing();
            LOG.log(
                    Level.WARNING,
                    "engine {0}: {1} threads are lost to tasks that ignore interruption, and are no"
                            + " longer replaced; {2} of {3} lanes are left",
                    name,
                    MOST_REPLACED + missing,
                    Math.max(0, width - missing),
                    width);
            if (missing >= width) {
                Throwable why =
                        new IllegalStateException(
                                "all lanes of %s are lost to tasks that ignore interruption"
                                        .formatted(name));
                open.forEach(lanes -> lanes.supply.broken(why));
            }
        }

        @Override
        public boolean callerHelps() {
            return Place.within(LanePool.this) || workers.current();
        }

        @Override
        public void close() {
            ended = true;
            open.remove(this);
        }
    }

    private final class PooledLane<I, O extends @Nullable Object> implements Turn {
        private final RunLanes<I, O> lanes;
        private final int number;
        private final Lane lane;

        /** Whether this turn has had a lease. */
        private boolean begun;

        PooledLane(RunLanes<I, O> lanes, int number) {
            this.lanes = lanes;
            this.number = number;
            this.lane = lanes.supply.lane(name, number);
        }

        @Override
        public void run() {
            ScopedValue.where(CURRENT, lanes.place).run(this::loop);
        }

        private void loop() {
            for (Lease<I, O> lease = claim(); lease != null; lease = claim()) {
                lease.run(lane);
            }
        }

        @Override
        public @Nullable Lease<?, ?> next() {
            return ScopedValue.where(CURRENT, lanes.place).call(this::claim);
        }

        @Override
        public void run(Lease<?, ?> lease) {
            ScopedValue.where(CURRENT, lanes.place).run(() -> lease.run(lane));
        }

        private @Nullable Lease<I, O> claim() {
            boolean first = !begun;
            begun = false; // from here on, the lane's next turn may begin elsewhere
            if ((first ? surplus() : over()) || lanes.ended) {
                return null;
            }
            Lease<I, O> lease = lanes.supply.pull(lane, this::again);
            if (lease != null) {
                begun = true;
            } else if (lane.lost()) {
                comeBack();
            }
            return lease;
        }

        /** Whether there are to be fewer lanes since this one was woken. */
        private boolean surplus() {
            if (lanes.numbers.leaves(number)) {
                lanes.supply.wakeAnother();
                return true;
            }
            return false;
        }

        /** Whether the turn ends after the lease that was run. */
        private boolean over() {
            if (lane.lost()) {
                comeBack();
                return true;
            }
            if (lanes.numbers.leaves(number)) {
                return true;
            }
            if (!lanes.ended && lanes.chosen.contended()) {
                again();
                return true;
            }
            return false;
        }

        /** The lane was given up, but its thread has come back. */
        private void comeBack() {
            if (losses.back(lane)) {
                workers.resize(-1);
            } else {
                lanes.startAgain(lane);
            }
        }

        private void again() {
            if (!lanes.ended) {
                lanes.execute(this);
            }
        }
    }
}
