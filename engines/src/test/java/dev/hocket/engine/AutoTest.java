package dev.hocket.engine;

import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.Engine;
import dev.hocket.testkit.EngineContract;

final class AutoTest extends EngineContract {
    @Override
    public Engine open(int width) {
        return Engines.auto(width);
    }

    @Override
    public void checkLane(Thread lane, Thread consumer) {
        assertNotSame(consumer, lane);
        assertTrue(lane.isDaemon());
        assertTrue(lane.getName().startsWith("hocket-auto-"), lane.getName());
    }
}
