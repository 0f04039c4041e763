package dev.hocket.reactive;

import dev.hocket.Engine;
import dev.hocket.spi.EngineProvider;
import dev.hocket.spi.Trait;
import java.util.Set;

/** Opens engines named {@code reactive}. Reactor is loaded only when one is opened. */
public final class ReactiveProvider implements EngineProvider {
    static final Set<Trait> TRAITS =
            Set.of(
                    Trait.BLOCKING,
                    Trait.NON_BLOCKING,
                    Trait.CONCURRENT,
                    Trait.BACKGROUND,
                    Trait.DEADLINES);

    /** For {@link java.util.ServiceLoader}. */
    public ReactiveProvider() {}

    @Override
    public String name() {
        return "reactive";
    }

    @Override
    public String lanes() {
        return "Reactor pipelines";
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
        return new ReactiveEngine(width);
    }
}
