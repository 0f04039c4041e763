package dev.hocket.run;

import dev.hocket.spi.Lane;
import dev.hocket.spi.Lanes;

/** Stands for the lanes while the engine is starting them. */
final class LanesNotStarted implements Lanes {
    static final Lanes INSTANCE = new LanesNotStarted();

    private LanesNotStarted() {}

    @Override
    public void width(int lanes) {}

    @Override
    public void replace(Lane lane) {}

    @Override
    public boolean callerHelps() {
        return false;
    }

    @Override
    public void close() {}
}
