package dev.hocket.engine;

import dev.hocket.Engine;
import dev.hocket.engine.auto.AutoEngine;
import dev.hocket.spi.EngineProvider;
import dev.hocket.spi.Trait;
import java.util.Set;

/** Opens engines named {@code auto}. */
public final class AutoProvider implements EngineProvider {
    /** For {@link java.util.ServiceLoader}. */
    public AutoProvider() {}

    @Override
    public String name() {
        return "auto";
    }

    @Override
    public String lanes() {
        return "threads, virtual threads or an event loop, as measured";
    }

    @Override
    public Set<Trait> traits() {
        return AutoEngine.TRAITS;
    }

    @Override
    public int defaultWidth() {
        return 512;
    }

    @Override
    public int maxWidth() {
        return 1_000_000;
    }

    @Override
    public Engine open(int width) {
        return new AutoEngine(width);
    }
}
