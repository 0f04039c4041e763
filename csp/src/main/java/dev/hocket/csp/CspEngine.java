package dev.hocket.csp;

import dev.hocket.Engine;
import dev.hocket.spi.LanePool;
import dev.hocket.spi.Lanes;
import dev.hocket.spi.Supply;
import dev.hocket.spi.Trait;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An engine whose workers are processes that receive ready lanes from a channel. */
final class CspEngine implements Engine {
    private final LanePool pool;

    CspEngine(int width) {
        this.pool = new LanePool(CspProvider.NAME, width, new ChannelWorkers(width));
    }

    @Override
    public String name() {
        return CspProvider.NAME;
    }

    @Override
    public int width() {
        return pool.width();
    }

    @Override
    public Set<Trait> traits() {
        return CspProvider.TRAITS;
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
