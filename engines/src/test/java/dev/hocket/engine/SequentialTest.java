package dev.hocket.engine;

import static org.junit.jupiter.api.Assertions.assertSame;

import dev.hocket.Engine;
import dev.hocket.testkit.EngineContract;

final class SequentialTest extends EngineContract {
    @Override
    public Engine open(int width) {
        return Engines.sequential();
    }

    @Override
    public void checkLane(Thread lane, Thread consumer) {
        assertSame(consumer, lane);
    }
}
