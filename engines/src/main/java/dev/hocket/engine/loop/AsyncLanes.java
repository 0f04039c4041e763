package dev.hocket.engine.loop;

import dev.hocket.spi.Lane;
import dev.hocket.spi.Lanes;
import dev.hocket.spi.Lease;
import dev.hocket.spi.Supply;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The lanes of one run on the event loops: one for each attempt that is in flight. */
final class AsyncLanes<I, O extends @Nullable Object> implements Lanes {
    private final AsyncEngine engine;
    private final Supply<I, O> supply;
    private final boolean nested;
    private final List<Strand> strands = new ArrayList<>();
    private final AtomicInteger lanes = new AtomicInteger();
    private final AtomicInteger inFlight = new AtomicInteger();
    private volatile int target;
    private boolean ended;

    /**
     * Lanes that are not started yet.
     *
     * @param nested whether an attempt on a loop of this engine starts the run
     */
    AsyncLanes(AsyncEngine engine, Supply<I, O> supply, int lanes, boolean nested) {
        this.engine = engine;
        this.supply = supply;
        this.nested = nested;
        this.target = lanes;
        if (nested) {
            engine.giveSlot();
        }
    }

    void start(List<EventLoop> loops) {
        for (EventLoop loop : loops) {
            strands.add(new Strand(loop));
        }
        for (Strand strand : strands) {
            strand.loop.execute(() -> strand.loop.add(strand));
        }
    }

    Supply<I, O> supply() {
        return supply;
    }

    @Override
    public void width(int lanes) {
        if (lanes < 1) {
            throw new IllegalArgumentException("width " + lanes + ": must be at least 1");
        }
        target = Math.min(lanes, engine.width());
        engine.wakeStarving();
    }

    @Override
    public void replace(Lane lane) {
        engine.lost(lane, this);
    }

    @Override
    public boolean callerHelps() {
        if (engine.onLoop()) {
            throw new IllegalStateException(
                    "a task on an event loop of async must not wait for a run, because the event"
                        + " loop could not continue meanwhile; return a stage that the run"
                        + " completes, for example with run.publisher(), or give the job a blocking"
                        + " task");
        }
        return false;
    }

    @Override
    public void close() {
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
        }
        engine.ended(this);
        strands.forEach(strand -> strand.loop.execute(() -> strand.loop.remove(strand)));
        if (nested) {
            engine.removeSlot();
        }
    }

    private boolean takeSlot() {
        if (inFlight.incrementAndGet() <= target && engine.takeSlot()) {
            return true;
        }
        inFlight.decrementAndGet();
        return false;
    }

    /** An attempt has ended, or was given up. */
    void giveSlot() {
        inFlight.decrementAndGet();
        engine.giveSlot();
    }

    /** The run's part on one loop. But for {@link #execute}, used by the loop's thread alone. */
    final class Strand implements Lease.Loop {
        private final EventLoop loop;
        private final ArrayDeque<Lane> free = new ArrayDeque<>();

        /** The lane that was taken last. */
        private @Nullable Lane taken;

        /** Whether a pull may give something, as far as is known. */
        private boolean ready = true;

        Strand(EventLoop loop) {
            this.loop = loop;
        }

        /** Whether it would have pulled if there had been a slot. */
        boolean wants() {
            return ready;
        }

        /** Starts the attempts of a lease; false if there is none, or no slot. */
        boolean pull() {
            if (!ready) {
                return false;
            }
            Lane lane = another();
            if (lane == null) {
                return false;
            }
            ready = false;
            if (supply.reads()) { // which the loop is not to wait for
                Thread _ = Thread.ofVirtual().name(loop.name() + "-reader").start(() -> read(lane));
            } else {
                pulled(lane, supply.pull(lane, this::woken));
            }
            return true;
        }

        private void read(Lane lane) {
            Lease<I, O> lease = supply.pull(lane, this::woken);
            execute(() -> pulled(lane, lease));
        }

        private void woken() {
            execute(() -> ready = true);
        }

        private void pulled(Lane lane, @Nullable Lease<I, O> lease) {
            if (lease == null) {
                free(lane);
                return;
            }
            ready = true;
            taken = lane;
            lease.runAsync(lane, this);
            Lane last = taken;
            if (last != null && Thread.currentThread().equals(last.thread())) {
                loop.comeBack(last); // only a lane that was lost keeps its thread
            }
        }

        @Override
        public @Nullable Lane another() {
            if (!takeSlot()) {
                return null;
            }
            Lane lane = free.pollFirst();
            Lane next = lane == null ? supply.lane("async", lanes.incrementAndGet()) : lane;
            taken = next;
            return next;
        }

        @Override
        public void execute(Runnable what) {
            loop.execute(what);
        }

        @Override
        public boolean watches() {
            return engine.watch() != null;
        }

        @Override
        public Runnable holds(Lease<?, ?> lease, int i) {
            BlockingWatch watch = engine.watch();
            return watch == null ? () -> {} : watch.hold(loop, supply.job(), lease, i);
        }

        @Override
        public void free(Lane lane) {
            if (lane.lost()) {
                engine.back(lane, AsyncLanes.this);
                return;
            }
            free.addFirst(lane);
            giveSlot();
        }
    }
}
