package dev.hocket.choose.measure;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ResourceMeterTest {
    private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();
    private static final long WORK = 200_000_000;

    /** As a library in C does whose threads do the work while the lane waits. */
    @Test
    void whatOthersComputeForTheLaneCountsAsItsWork() throws Exception {
        assumeTrue(Files.exists(Path.of("/proc/thread-self/schedstat")));
        CountDownLatch worked = new CountDownLatch(1);
        CountDownLatch measured = new CountDownLatch(1);
        ResourceMeter meter = ResourceMeter.started(true);
        Thread other =
                Thread.ofPlatform()
                        .start(() -> {
                            long start = CLOCK.getCurrentThreadCpuTime();
                            while (CLOCK.getCurrentThreadCpuTime() - start < WORK) {
                                Thread.onSpinWait();
                            }
                            worked.countDown();
                            await(measured);
                        });
        await(worked);
        TimedBatch.Used used = meter.used();
        measured.countDown();
        other.join();
        // the clocks of threads may be some ticks late
        assertTrue(used.ran() >= 0.8 * WORK, used::toString);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
