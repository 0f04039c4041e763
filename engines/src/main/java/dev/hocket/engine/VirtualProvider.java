package dev.hocket.engine;

import dev.hocket.Engine;
import dev.hocket.engine.pool.PoolEngine;
import dev.hocket.engine.pool.VirtualThreads;
import dev.hocket.spi.EngineProvider;
import dev.hocket.spi.Trait;
import java.util.Set;

/** Opens engines named {@code virtual}. */
public final class VirtualProvider implements EngineProvider {
    private static final Set<Trait> TRAITS =
            Set.of(Trait.BLOCKING, Trait.CONCURRENT, Trait.BACKGROUND, Trait.DEADLINES);

    /** For {@link java.util.ServiceLoader}. */
    public VirtualProvider() {}

    @Override
    public String name() {
        return "virtual";
    }

    @Override
    public String lanes() {
        return "virtual threads, bounded";
    }

    @Override
    public Set<Trait> traits() {
        return TRAITS;
    }

    @Override
    public int defaultWidth() {
        return 256;
    }

    @Override
    public int maxWidth() {
        return 1_000_000;
    }

    @Override
    public Engine open(int width) {
        return new PoolEngine(name(), width, TRAITS, new VirtualThreads(width));
    }
}
