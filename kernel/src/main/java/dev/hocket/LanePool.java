package dev.hocket;

import java.lang.System.Logger.Level;
import java.util.BitSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The loop that most engines' lanes run, over workers that the engine brings: ask for a lease, run
 * it, ask again.
 *
 * <p>Runs share the workers. A lane that finds nothing to do gives its worker back and comes again
 * when its run wakes it; a lane whose run has more gives way after each lease if others wait. So
 * any number of runs go on at once, in turns of some 50 µs where tasks are short, and one that
 * stands at its window keeps no worker from another.
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
     * here can go on for them.
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

    /** What runs the lanes. Safe for use by several threads. */
    public interface Workers {
        /** Runs a lane's loop on a worker, now or when one is free, in the order of the calls. */
        void execute(Runnable loop);

        /** Whether loops wait for a worker. */
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
    private final Losses losses = new Losses(MOST_REPLACED);
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

    /** The same action, to be run by another thread on behalf of the calling one, which waits. */
    static Runnable inPlace(Runnable action) {
        Place here = Place.here();
        return here == null ? action : () -> ScopedValue.where(CURRENT, here).run(action);
    }

    /** How many workers there are. */
    public int width() {
        return width;
    }

    /** Starts lanes for a run. */
    public <I, O extends @Nullable Object> Lanes lanes(Supply<I, O> supply, int lanes) {
        if (closed) {
            throw new IllegalStateException("the engine " + name + " is closed");
        }
        RunLanes<I, O> started = new RunLanes<>(supply);
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
                    "engine {0} is closed, but these daemon threads would not end: {1}",
                    name,
                    String.join(", ", left));
        }
    }

    private void execute(Runnable loop) {
        try {
            workers.execute(loop);
        } catch (RejectedExecutionException ended) {
            if (!closed) {
                throw ended;
            }
            // The engine was closed at this moment, and with it the run.
        }
    }

    private final class RunLanes<I, O extends @Nullable Object> implements Lanes {
        private final Supply<I, O> supply;
        private final Place place = new Place(LanePool.this, Place.here());

        /** The numbers of the lanes that go on. Guarded by this. */
        private final BitSet going = new BitSet();

        private volatile int target;
        private volatile boolean ended;

        RunLanes(Supply<I, O> supply) {
            this.supply = supply;
        }

        @Override
        public synchronized void width(int lanes) {
            if (lanes < 1) {
                throw new IllegalArgumentException("width " + lanes + ": must be at least 1");
            }
            target = Math.min(lanes, width);
            for (int i = going.nextClearBit(1); i <= target; i = going.nextClearBit(i)) {
                going.set(i);
                execute(new Loop<>(this, i));
            }
        }

        /** Whether a lane is to end, as there are to be fewer. */
        synchronized boolean leaves(int number) {
            if (number <= target) {
                return false;
            }
            going.clear(number);
            return true;
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
            if (!supply.closed()) {
                execute(new Loop<>(this, number(lane)));
            }
        }

        private void tooMany() {
            int missing = losses.missing();
            LOG.log(
                    Level.WARNING,
                    "engine {0}: {1} threads are lost to tasks that ignore interruption, and no"
                            + " more are replaced; {2} of {3} lanes are left",
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

        private int number(Lane lane) {
            int dash = lane.name().lastIndexOf('-');
            return Integer.parseInt(lane.name().substring(dash + 1));
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

    private final class Loop<I, O extends @Nullable Object> implements Runnable {
        private final RunLanes<I, O> lanes;
        private final int number;
        private final Lane lane;

        Loop(RunLanes<I, O> lanes, int number) {
            this.lanes = lanes;
            this.number = number;
            this.lane = lanes.supply.lane(name + "-" + number);
        }

        @Override
        public void run() {
            ScopedValue.where(CURRENT, lanes.place).run(this::loop);
        }

        private void loop() {
            while (!lanes.ended) {
                Lease<I, O> lease = lanes.supply.pull(lane, this::again);
                if (lease != null) {
                    lease.run(lane);
                }
                if (lane.lost()) {
                    comeBack();
                    return;
                }
                if (lease == null || (number > lanes.target && lanes.leaves(number))) {
                    return;
                }
                if (workers.contended()) {
                    again();
                    return;
                }
            }
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
                execute(this);
            }
        }
    }
}
