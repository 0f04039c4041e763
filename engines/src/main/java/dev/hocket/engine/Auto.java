package dev.hocket.engine;

import dev.hocket.Engine;
import dev.hocket.EngineProvider;
import dev.hocket.Trait;
import java.util.Set;

/** Makes engines named {@code auto}. */
public final class Auto implements EngineProvider {
    private static final Set<Trait> TRAITS =
            Set.of(Trait.CONCURRENT, Trait.BACKGROUND, Trait.DEADLINES);

    /** For {@link java.util.ServiceLoader}. */
    public Auto() {}

    @Override
    public String name() {
        return "auto";
    }

    @Override
    public String lanes() {
        return "threads or virtual threads, as measured";
    }

    @Override
    public Set<Trait> traits() {
        return TRAITS;
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
        return new AutoEngine(width, TRAITS);
    }
}
