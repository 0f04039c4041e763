package dev.hocket.engine;

import dev.hocket.Engine;
import dev.hocket.LanePool;
import dev.hocket.Lanes;
import dev.hocket.Supply;
import dev.hocket.Trait;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lanes on threads or virtual threads, as many as a {@link Search} finds best for each run while it
 * goes on. A run with no more inputs than there are cores has a lane for each, and is not steered.
 */
final class AutoEngine implements Engine {
    private static final int CORES = Runtime.getRuntime().availableProcessors();

    private final Set<Trait> traits;
    private final MixedThreads threads;
    private final LanePool pool;
    private final Pilot pilot = new Pilot();

    AutoEngine(int width, Set<Trait> traits) {
        this.traits = traits;
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
        return traits;
    }

    @Override
    public <I, O extends @Nullable Object> Lanes lanes(Supply<I, O> supply, int width) {
        int most = Math.min(width, supply.usefulLanes());
        MixedThreads.Choice choice = new MixedThreads.Choice(threads);
        if (supply.pace() == null) { // commands that come one by one, and may wait for each other
            choice.choose(LaneKind.VIRTUAL);
            return pool.lanes(supply, most, choice);
        }
        if (most <= CORES) {
            return new Few(pool.lanes(supply, most, choice), most);
        }
        Lanes lanes = pool.lanes(supply, Math.min(CORES, most), choice);
        Steered steered = new Steered(supply, lanes, choice, pilot, CORES, most);
        pilot.add(steered);
        return steered;
    }

    @Override
    public void close() {
        pilot.close();
        pool.close();
    }

    @Override
    public String toString() {
        return name() + ":" + width();
    }
}
