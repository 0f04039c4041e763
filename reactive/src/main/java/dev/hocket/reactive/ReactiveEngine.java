package dev.hocket.reactive;

import dev.hocket.Engine;
import dev.hocket.spi.LanePool;
import dev.hocket.spi.Lanes;
import dev.hocket.spi.Supply;
import dev.hocket.spi.Trait;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An engine whose lanes are Reactor pipelines on schedulers of its own: one for tasks that block,
 * with a thread for each lane, and one for those that do not. A job that has both forms runs in the
 * second. Each form has the engine's width for itself.
 */
final class ReactiveEngine implements Engine {
    private final LanePool pool;
    private final NonBlockingAttempts flights;

    ReactiveEngine(int width) {
        this.pool = new LanePool(name(), width, new PipelineWorkers(width, "hocket-reactive-"));
        this.flights = new NonBlockingAttempts(width);
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
        return ReactiveProvider.TRAITS;
    }

    @Override
    public <I, O extends @Nullable Object> Lanes lanes(Supply<I, O> supply, int width) {
        return supply.job().asyncTask().isPresent()
                ? flights.lanes(supply, width)
                : pool.lanes(supply, width);
    }

    @Override
    public void close() {
        flights.close();
        pool.close();
    }

    @Override
    public String toString() {
        return name() + ":" + width();
    }
}
