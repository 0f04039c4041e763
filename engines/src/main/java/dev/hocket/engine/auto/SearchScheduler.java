package dev.hocket.engine.auto;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Takes readings of the runs of an engine when they are due, on one thread that starts when first
 * needed and ends when there has been no run for a while. Safe for use by several threads.
 */
final class SearchScheduler implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("dev.hocket");
    private static final long KEEP_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Set<SearchedLanes> runs = ConcurrentHashMap.newKeySet();
    private volatile long wakesAt;
    private volatile boolean closed;

    /** Guarded by this. */
    private @Nullable Thread thread;

    void add(SearchedLanes run) {
        runs.add(run);
        Thread looking;
        synchronized (this) {
            if (thread == null && !closed) {
                wakesAt = System.nanoTime();
                thread = Thread.ofPlatform().daemon().name("hocket-pilot").start(this::fly);
                return;
            }
            looking = thread;
        }
        if (looking != null && run.due() - wakesAt < 0) {
            LockSupport.unpark(looking);
        }
    }

    void remove(SearchedLanes run) {
        runs.remove(run);
    }

    private void fly() {
        long lastRun = System.nanoTime();
        while (!closed) {
            long now = System.nanoTime();
            long next = now + KEEP_NANOS;
            if (!runs.isEmpty()) {
                lastRun = now;
            }
            runs.removeIf(run -> run.due() - now <= 0 && !look(run, now));
            for (SearchedLanes run : runs) {
                next = run.due() - next < 0 ? run.due() : next;
            }
            if (now - lastRun >= KEEP_NANOS && landed()) {
                return;
            }
            wakesAt = next;
            LockSupport.parkNanos(this, Math.max(1, next - System.nanoTime()));
        }
    }

    /** A run that cannot be steered continues as it is. */
    private static boolean look(SearchedLanes run, long now) {
        try {
            return run.look(now);
        } catch (RuntimeException | Error failed) { // no thread or no memory to be had, at worst
            LOG.log(System.Logger.Level.WARNING, "auto keeps its width from now on: " + failed);
            return false;
        }
    }

    private synchronized boolean landed() {
        if (!runs.isEmpty()) {
            return false;
        }
        thread = null;
        return true;
    }

    @Override
    public void close() {
        closed = true;
        Thread looking;
        synchronized (this) {
            looking = thread;
        }
        LockSupport.unpark(looking);
    }
}
