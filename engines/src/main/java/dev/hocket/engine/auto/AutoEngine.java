package dev.hocket.engine.auto;

import dev.hocket.Engine;
import dev.hocket.engine.loop.AsyncEngine;
import dev.hocket.engine.loop.BlockingWatch;
import dev.hocket.spi.LanePool;
import dev.hocket.spi.Lanes;
import dev.hocket.spi.Supply;
import dev.hocket.spi.Trait;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lanes on threads or virtual threads, or attempts in flight where the task has a non-blocking
 * form; as many as a {@link WidthSearch} finds best for each run, during the run. A run with no
 * more inputs than there are cores has a lane for each, and is not steered.
 */
public final class AutoEngine implements Engine {
    public static final Set<Trait> TRAITS =
            Set.of(
                    Trait.BLOCKING,
                    Trait.NON_BLOCKING,
                    Trait.CONCURRENT,
                    Trait.BACKGROUND,
                    Trait.DEADLINES,
                    Trait.ADAPTIVE);

    private static final int CORES = Runtime.getRuntime().availableProcessors();

    private final MixedThreads threads;
    private final LanePool pool;
    private final SearchScheduler pilot = new SearchScheduler();

    /** For tasks that do not block; opened when the first comes. Guarded by this. */
    private @Nullable Engine async;

    private boolean closed;

    public AutoEngine(int width) {
        this.threads = new MixedThreads(width);
        this.pool = new LanePool("auto", width, threads);
    }

    @Override
    public String name() {
        return "auto";
    }

    @Override
    public int width() {
        return pool.width();
    }

    @Override
    public Set<Trait> traits() {
        return TRAITS;
    }

    @Override
    public <I, O extends @Nullable Object> Lanes lanes(Supply<I, O> supply, int width) {
        int most = Math.min(width, supply.usefulLanes());
        int first = Math.min(CORES, most);
        if (supply.job().asyncTask().isPresent()) {
            return steered(supply, async().lanes(supply, first), LaneKind.ASYNC, null, most);
        }
        MixedThreads.Choice choice = new MixedThreads.Choice(threads);
        if (supply.laneUsage()
                == null) { // commands that come one by one, and may wait for each other
            choice.choose(LaneKind.VIRTUAL);
            return pool.lanes(supply, most, choice);
        }
        return steered(supply, pool.lanes(supply, first, choice), LaneKind.THREADS, choice, most);
    }

    private <I, O extends @Nullable Object> Lanes steered(
            Supply<I, O> supply,
            Lanes lanes,
            LaneKind kind,
            MixedThreads.@Nullable Choice choice,
            int most) {
        if (most <= CORES) {
            return new FixedLanes(lanes, kind, most);
        }
        SearchedLanes steered = new SearchedLanes(supply, lanes, kind, choice, pilot, CORES, most);
        pilot.add(steered);
        return steered;
    }

    private synchronized Engine async() {
        if (closed) {
            throw new IllegalStateException("the engine auto is closed");
        }
        Engine opened = async;
        if (opened == null) {
            opened = new AsyncEngine(width(), BlockingWatch.asked());
            async = opened;
        }
        return opened;
    }

    @Override
    public void close() {
        pilot.close();
        Engine opened;
        synchronized (this) {
            closed = true;
            opened = async;
        }
        if (opened != null) {
            opened.close();
        }
        pool.close();
    }

    @Override
    public String toString() {
        return name() + ":" + width();
    }
}
