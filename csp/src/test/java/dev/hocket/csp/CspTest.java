package dev.hocket.csp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.Engine;
import dev.hocket.testkit.EngineContract;
import org.junit.jupiter.api.Test;

final class CspTest extends EngineContract {
    @Override
    public Engine open(int width) {
        return new CspProvider().open(width);
    }

    @Override
    public void checkLane(Thread lane, Thread consumer) {
        assertTrue(lane.isVirtual());
        assertTrue(lane.getName().startsWith("hocket-csp-"), lane.getName());
    }

    @Test
    void isFoundByItsName() {
        try (Engine engine = Engine.named("csp:3")) {
            assertEquals("csp:3", engine.toString());
        }
    }
}
