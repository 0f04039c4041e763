package dev.hocket.engine.pool;

import dev.hocket.spi.LanePool;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Workers that are virtual threads, at most this many at a time; what comes beyond that waits. A
 * worker that finds nothing waiting ends: a virtual thread is cheaper to start than to keep.
 */
public final class VirtualThreads implements LanePool.Workers {
    private static final long WAIT_NANOS = TimeUnit.SECONDS.toNanos(1);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();
    private final ArrayDeque<LanePool.Turn> waiting = new ArrayDeque<>();
    private final Set<Thread> threads = new HashSet<>();
    private final Thread.Builder builder = Thread.ofVirtual().name("hocket-virtual-", 1);
    private volatile boolean contended;
    private int size;
    private boolean closed;

    public VirtualThreads(int width) {
        this.size = width;
    }

    @Override
    public void execute(LanePool.Turn turn) {
        Thread started;
        lock.lock();
        try {
            if (closed) {
                return;
            }
            if (threads.size() >= size) {
                waiting.add(turn);
                contended = true;
                return;
            }
            started = builder.unstarted(() -> work(turn));
            threads.add(started);
        } finally {
            lock.unlock();
        }
        started.start();
    }

    private void work(LanePool.Turn first) {
        LanePool.Turn turn = first;
        while (turn != null) {
            try {
                turn.run();
            } finally {
                turn = next();
            }
        }
    }

    private LanePool.@Nullable Turn next() {
        lock.lock();
        try {
            LanePool.Turn next = threads.size() > size ? null : waiting.poll();
            contended = !waiting.isEmpty();
            if (next == null) {
                threads.remove(Thread.currentThread());
                if (threads.isEmpty()) {
                    idle.signalAll();
                }
            }
            return next;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean contended() {
        return contended;
    }

    @Override
    public boolean current() {
        return false; // lanes know that they are lanes
    }

    @Override
    public void resize(int change) {
        LanePool.Turn next;
        lock.lock();
        try {
            size += change;
            next = change > 0 ? waiting.poll() : null;
            contended = !waiting.isEmpty();
        } finally {
            lock.unlock();
        }
        if (next != null) {
            execute(next);
        }
    }

    @Override
    public Set<String> close() {
        lock.lock();
        try {
            closed = true;
            waiting.clear();
            threads.forEach(Thread::interrupt);
            long left = WAIT_NANOS;
            while (!threads.isEmpty() && left > 0) {
                left = idle.awaitNanos(left);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
        return left();
    }

    private Set<String> left() {
        lock.lock();
        try {
            return threads.stream().map(Thread::getName).collect(Collectors.toSet());
        } finally {
            lock.unlock();
        }
    }
}
