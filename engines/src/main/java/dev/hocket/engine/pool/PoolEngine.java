package dev.hocket.engine.pool;

import dev.hocket.Engine;
import dev.hocket.spi.LanePool;
import dev.hocket.spi.Lanes;
import dev.hocket.spi.Supply;
import dev.hocket.spi.Trait;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An engine whose lanes are loops on workers of its own. */
public final class PoolEngine implements Engine {
    private final String name;
    private final Set<Trait> traits;
    private final LanePool pool;

    public PoolEngine(String name, int width, Set<Trait> traits, LanePool.Workers workers) {
        this.name = name;
        this.traits = traits;
        this.pool = new LanePool(name, width, workers);
    }

    @Override
    public String name() {
        return name;
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
        return pool.lanes(supply, width);
    }

    @Override
    public void close() {
        pool.close();
    }

    @Override
    public String toString() {
        return name + ":" + width();
    }
}
