package dev.hocket.engine;

import dev.hocket.Engine;
import dev.hocket.engine.loop.AsyncEngine;
import dev.hocket.engine.loop.BlockingWatch;
import dev.hocket.spi.EngineProvider;
import dev.hocket.spi.Trait;
import java.util.Set;

/**
 * Opens engines named {@code async}. If the system property {@code hocket.async.blocking} is a
 * number of milliseconds, tasks that hold an event loop for longer are logged with their stack.
 */
public final class AsyncProvider implements EngineProvider {
    /** For {@link java.util.ServiceLoader}. */
    public AsyncProvider() {}

    @Override
    public String name() {
        return "async";
    }

    @Override
    public String lanes() {
        return "attempts in flight, on two event loops at most";
    }

    @Override
    public Set<Trait> traits() {
        return AsyncEngine.TRAITS;
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
        return new AsyncEngine(width, BlockingWatch.asked());
    }
}
