package dev.hocket.engine;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.Engine;
import dev.hocket.testkit.EngineContract;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;

final class ForkJoinTest extends EngineContract {
    @Override
    public Engine open(int width) {
        return Engines.forkjoin(width);
    }

    @Override
    public void checkLane(Thread lane, Thread consumer) {
        ForkJoinWorkerThread worker = assertInstanceOf(ForkJoinWorkerThread.class, lane);
        assertNotSame(ForkJoinPool.commonPool(), worker.getPool());
        assertTrue(lane.getName().startsWith("hocket-forkjoin-"), lane.getName());
    }
}
