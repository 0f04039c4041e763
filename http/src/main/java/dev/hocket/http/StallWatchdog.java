package dev.hocket.http;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Ends waits that last too long. One thread looks at all of them a few times a second, so that a
 * wait costs two writes to memory and no timer; it ends up to that much late.
 */
final class StallWatchdog implements AutoCloseable {
    private static final long LOOK_NANOS = 100_000_000;

    private final Set<TimedWait> all = ConcurrentHashMap.newKeySet();
    private final Runnable sweep;
    private final Thread thread;
    private volatile boolean closed;

    /**
     * A watch, whose thread starts at once.
     *
     * @param sweep what else is to be done each time
     */
    StallWatchdog(Runnable sweep) {
        this.sweep = sweep;
        this.thread = Thread.ofPlatform().daemon().name("hocket-http-watch").start(this::look);
    }

    void add(TimedWait watched) {
        all.add(watched);
        if (closed) {
            watched.giveUp();
        }
    }

    void remove(TimedWait watched) {
        all.remove(watched);
    }

    boolean isClosed() {
        return closed;
    }

    private void look() {
        while (!closed) {
            LockSupport.parkNanos(LOOK_NANOS);
            long now = System.nanoTime();
            for (TimedWait watched : all) {
                long until = watched.until();
                if (until != 0 && now - until > 0) {
                    watched.giveUp();
                }
            }
            sweep.run();
        }
    }

    /** Ends all waits. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        all.forEach(TimedWait::giveUp);
    }
}
