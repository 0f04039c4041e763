package dev.hocket.reactive;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.Engine;
import dev.hocket.testkit.EngineContract;

final class ReactiveEngineTest extends EngineContract {
    @Override
    public Engine open(int width) {
        return new ReactiveProvider().open(width);
    }

    @Override
    public void checkLane(Thread lane, Thread consumer) {
        assertFalse(lane.isVirtual());
        assertTrue(lane.isDaemon());
        assertNotSame(consumer, lane);
        assertTrue(lane.getName().startsWith("hocket-reactive-"), lane.getName());
    }
}
