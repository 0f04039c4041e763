package dev.hocket.engine;

import dev.hocket.Engine;
import dev.hocket.engine.pool.PoolEngine;
import dev.hocket.spi.EngineProvider;
import dev.hocket.spi.Trait;
import dev.hocket.spi.WorkerThreads;
import java.util.Set;

/** Opens engines named {@code threads}. */
public final class ThreadsProvider implements EngineProvider {
    private static final Set<Trait> TRAITS =
            Set.of(Trait.BLOCKING, Trait.CONCURRENT, Trait.BACKGROUND, Trait.DEADLINES);

    /** For {@link java.util.ServiceLoader}. */
    public ThreadsProvider() {}

    @Override
    public String name() {
        return "threads";
    }

    @Override
    public String lanes() {
        return "platform threads";
    }

    @Override
    public Set<Trait> traits() {
        return TRAITS;
    }

    @Override
    public int defaultWidth() {
        return Runtime.getRuntime().availableProcessors();
    }

    @Override
    public int maxWidth() {
        return 16_384;
    }

    @Override
    public Engine open(int width) {
        return new PoolEngine(name(), width, TRAITS, new WorkerThreads("hocket-threads-", width));
    }
}
