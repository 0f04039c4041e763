package dev.hocket.csp;

import dev.hocket.Engine;
import dev.hocket.spi.EngineProvider;
import dev.hocket.spi.Trait;
import java.util.Set;

/** Opens engines named {@code csp}. */
public final class CspProvider implements EngineProvider {
    static final String NAME = "csp";
    static final Set<Trait> TRAITS =
            Set.of(Trait.BLOCKING, Trait.CONCURRENT, Trait.BACKGROUND, Trait.DEADLINES);

    /** For {@link java.util.ServiceLoader}. */
    public CspProvider() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String lanes() {
        return "virtual workers at a channel";
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
        return new CspEngine(width);
    }
}
