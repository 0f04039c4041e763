package dev.hocket.engine;

import dev.hocket.Engine;
import dev.hocket.testkit.EngineContract;

final class SequentialTest extends EngineContract {
    @Override
    public Engine open(int width) {
        return Engines.sequential();
    }
}
