package dev.hocket.choose.measure;

import dev.hocket.spi.EngineProvider;

/** One engine at one width. */
public record Contender(EngineProvider provider, int width) {

    /** As {@code -e} takes it: without the width where the engine has but one. */
    public String text() {
        return provider.maxWidth() == 1 ? provider.name() : provider.name() + ":" + width;
    }

    @Override
    public String toString() {
        return text();
    }
}
