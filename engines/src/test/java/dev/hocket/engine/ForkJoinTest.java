package dev.hocket.engine;

import dev.hocket.Engine;
import dev.hocket.testkit.EngineContract;

final class ForkJoinTest extends EngineContract {
    @Override
    public Engine open(int width) {
        return Engines.forkjoin(width);
    }
}
