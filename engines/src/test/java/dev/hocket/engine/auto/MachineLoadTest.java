package dev.hocket.engine.auto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.Engine;
import dev.hocket.Inputs;
import dev.hocket.Job;
import dev.hocket.Run;
import dev.hocket.engine.Engines;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is read of the machine and of the lanes. */
final class MachineLoadTest {

    @Test
    void memoryIsReadAsLinuxTellsIt() {
        String told = "MemTotal:        1000 kB\nMemFree:  1 kB\nMemAvailable:     250 kB\n";
        assertEquals(0.25, SystemMemory.freeShare(told));
        assertEquals(1, SystemMemory.freeShare("MemTotal: many kB\n"));
        assertTrue(SystemMemory.freeShare() > 0);
    }

    @Test
    void lanesThatComputeAreSeenToWantACore() throws Exception {
        CoreDemand demand = new CoreDemand();
        CountDownLatch computed = new CountDownLatch(1);
        CountDownLatch seen = new CountDownLatch(1);
        Job<Long, Long> job =
                Job.of(
                        "compute",
                        input -> {
                            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(100);
                            while (System.nanoTime() - end < 0) {
                                Thread.onSpinWait();
                            }
                            computed.countDown();
                            seen.await();
                            return input;
                        });
        try (Engine engine = Engines.auto(2);
                Run<Long, Long> run = engine.start(job, Inputs.range(0, 1))) {
            long before = demand.nanos();
            assertTrue(computed.await(20, TimeUnit.SECONDS));
            long wanted = demand.nanos() - before;
            seen.countDown();
            assertEquals(1, run.drain().done());
            assertTrue(wanted > TimeUnit.MILLISECONDS.toNanos(50), () -> wanted + " ns");
        }
    }

    @Test
    @Timeout(20)
    void aLaneThatWaitsForALockIsSeen() throws Exception {
        Object lock = new Object();
        LockWaitSampler waits = new LockWaitSampler();
        waits.look();
        assertEquals(0, waits.share());
        Job<Long, Long> job =
                Job.of(
                        "lock",
                        input -> {
                            synchronized (lock) {
                                return input;
                            }
                        });
        try (Engine engine = Engines.auto(2)) {
            Run<Long, Long> run;
            synchronized (lock) {
                run = engine.start(job, Inputs.range(0, 1));
                while (waits.share() == 0) {
                    waits.look();
                }
            }
            assertEquals("Object", waits.lock());
            assertEquals(1, run.drain().done());
        }
    }
}
