package dev.hocket.engine;

import dev.hocket.Engine;
import dev.hocket.spi.EngineProvider;
import dev.hocket.spi.Trait;
import java.util.Set;

/** Opens engines named {@code sequential}. */
public final class SequentialProvider implements EngineProvider {
    private static final Set<Trait> TRAITS = Set.of(Trait.BLOCKING);

    /** For {@link java.util.ServiceLoader}. */
    public SequentialProvider() {}

    @Override
    public String name() {
        return "sequential";
    }

    @Override
    public String lanes() {
        return "the caller";
    }

    @Override
    public Set<Trait> traits() {
        return TRAITS;
    }

    @Override
    public int defaultWidth() {
        return 1;
    }

    @Override
    public int maxWidth() {
        return 1;
    }

    @Override
    public Engine open(int width) {
        return new SequentialEngine();
    }
}
