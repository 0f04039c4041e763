package dev.hocket.spi;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Real time, with one daemon thread for all runs of the JVM, started when first needed. */
final class SystemTicker implements Ticker {
    static final SystemTicker INSTANCE = new SystemTicker();

    private static final class Timer {
        static final ScheduledThreadPoolExecutor POOL = pool();

        private static ScheduledThreadPoolExecutor pool() {
            ScheduledThreadPoolExecutor pool =
                    new ScheduledThreadPoolExecutor(
                            1, Thread.ofPlatform().daemon().name("hocket-timer").factory());
            pool.setRemoveOnCancelPolicy(true);
            return pool;
        }
    }

    private SystemTicker() {}

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public Runnable schedule(Runnable action, long delayNanos) {
        Future<?> call = Timer.POOL.schedule(action, Math.max(0, delayNanos), TimeUnit.NANOSECONDS);
        return () -> call.cancel(false);
    }
}
