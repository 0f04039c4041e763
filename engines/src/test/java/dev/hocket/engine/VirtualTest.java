package dev.hocket.engine;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.Engine;
import dev.hocket.testkit.EngineContract;

final class VirtualTest extends EngineContract {
    @Override
    public Engine open(int width) {
        return Engines.virtual(width);
    }

    @Override
    public void checkLane(Thread lane, Thread consumer) {
        assertTrue(lane.isVirtual());
        assertTrue(lane.getName().startsWith("hocket-virtual-"), lane.getName());
    }
}
