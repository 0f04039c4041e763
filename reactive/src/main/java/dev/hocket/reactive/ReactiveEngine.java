package dev.hocket.reactive;

import dev.hocket.Engine;
import dev.hocket.LanePool;
import dev.hocket.Lanes;
import dev.hocket.Supply;
import dev.hocket.Trait;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An engine whose lanes are Reactor pipelines on a scheduler of its own. */
final class ReactiveEngine implements Engine {
    private final LanePool pool;

    ReactiveEngine(int width) {
        this.pool = new LanePool(name(), width, new Pipelines(width));
    }

    @Override
    public String name() {
        return "reactive";
    }

    @Override
    public int width() {
        return pool.width();
    }

    @Override
    public Set<Trait> traits() {
        return Reactive.TRAITS;
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
        return name() + ":" + width();
    }
}
