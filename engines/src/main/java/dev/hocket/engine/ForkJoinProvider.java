package dev.hocket.engine;

import dev.hocket.Engine;
import dev.hocket.engine.pool.PoolEngine;
import dev.hocket.engine.pool.WorkStealing;
import dev.hocket.spi.EngineProvider;
import dev.hocket.spi.Trait;
import java.util.Set;

/** Opens engines named {@code forkjoin}. */
public final class ForkJoinProvider implements EngineProvider {
    private static final Set<Trait> TRAITS =
            Set.of(
                    Trait.BLOCKING,
                    Trait.CONCURRENT,
                    Trait.BACKGROUND,
                    Trait.DEADLINES,
                    Trait.SPLITTABLE);

    /** For {@link java.util.ServiceLoader}. */
    public ForkJoinProvider() {}

    @Override
    public String name() {
        return "forkjoin";
    }

    @Override
    public String lanes() {
        return "own work-stealing pool";
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
        return 32_767;
    }

    @Override
    public Engine open(int width) {
        return new PoolEngine(name(), width, TRAITS, new WorkStealing(width));
    }
}
