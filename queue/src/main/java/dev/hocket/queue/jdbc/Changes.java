package dev.hocket.queue.jdbc;

import java.io.File;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Waits for changes of a store. Those of this process wake at once. Those of others are seen in
 * SQLite by its write-ahead log, which grows or changes its time with each commit: looking at that
 * costs no query. Elsewhere the time that a waiter is ready to wait is the interval of its polls.
 */
final class Changes {
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private static final long TICK_MILLIS = 20;

    private final @Nullable File log;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long count;
    private boolean closed;

    private Changes(@Nullable File log) {
        this.log = log;
    }

    static Changes of(Connections connections, Dialect dialect) {
        String file = dialect == Dialect.SQLITE ? connections.file() : null;
        return new Changes(file == null ? null : new File(file + "-wal"));
    }

    /** This process has changed something. */
    void changed() {
        lock.lock();
        try {
            count++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a state other than the one seen, and returns it. */
    long await(long seen, Duration time) {
        long until = System.nanoTime() + time.toNanos();
        lock.lock();
        try {
            long state = state();
            while (state == seen && !closed) {
                long left = until - System.nanoTime();
                if (left <= 0) {
                    break;
                }
                long _ = changed.awaitNanos(log == null ? left : Math.min(left, LOOK_NANOS));
                state = state();
            }
            return state;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return seen;
        } finally {
            lock.unlock();
        }
    }

    /**
     * A number for what has been committed so far. A file's time is that of the system's last tick,
     * so a second commit may not change it: while the last change is recent, the number changes
     * with the time.
     */
    private long state() {
        if (log == null) {
            return count + 1;
        }
        long time = log.lastModified();
        long age = System.currentTimeMillis() - time;
        long recent = age >= 0 && age < TICK_MILLIS ? age : TICK_MILLIS;
        return ((count + 1) * 31 + time * 37 + log.length()) * 31 + recent;
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
