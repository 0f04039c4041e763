package dev.hocket.testkit;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * Waits whose bound is far beyond what anything here takes, so that it only ends what hangs; then
 * it tells what the threads were doing.
 */
final class BoundedWait {
    static final Duration BOUND = Duration.ofSeconds(Long.getLong("hocket.patience", 20));
    private static final long LOOK_NANOS = 100_000;

    private BoundedWait() {}

    /** Waits for a latch, interruptibly, as a task would. */
    static void await(CountDownLatch latch, String what) throws InterruptedException {
        if (!latch.await(BOUND.toNanos(), TimeUnit.NANOSECONDS)) {
            throw lost(what);
        }
    }

    /** Waits until something holds that nothing signals. */
    static void until(String what, BooleanSupplier holds) {
        long start = System.nanoTime();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() - start > BOUND.toNanos()) {
                throw lost(what);
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    /** What to throw when something did not happen in time. */
    static AssertionError lost(String what) {
        return new AssertionError(
                "waited %d s for: %s%n%s".formatted(BOUND.toSeconds(), what, threads()));
    }

    /** The stacks of all threads that run code of ours, virtual ones included. */
    static String threads() {
        try {
            Path folder = Files.createTempDirectory("hocket-threads");
            Path file = folder.resolve("dump");
            try {
                ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                        .dumpThreads(file.toString(), ThreadDumpFormat.TEXT_PLAIN);
                return Arrays.stream(Files.readString(file).split("\n\\s*\n"))
                        .filter(thread ->
                                thread.contains("dev.hocket") && !thread.contains("\"main\""))
                        .collect(Collectors.joining("\n\n"));
            } finally {
                Files.deleteIfExists(file);
                Files.delete(folder);
            }
        } catch (IOException failed) {
            return "the threads could not be dumped: " + failed;
        }
    }
}
