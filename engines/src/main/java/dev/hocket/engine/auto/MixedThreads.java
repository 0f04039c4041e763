package dev.hocket.engine.auto;

import dev.hocket.spi.LanePool;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Workers of which each loop may have a platform or a virtual thread, at most this many of both at
 * a time; what comes beyond that waits. Platform threads are kept for a while, virtual ones are
 * not.
 */
final class MixedThreads implements LanePool.Workers {
    static final String NAME = "hocket-auto-";
    private static final int KEEP_SECONDS = 30;
    private static final long WAIT_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private final Set<Thread> threads = new HashSet<>();
    private final ThreadPoolExecutor platform;
    private volatile boolean contended;
    private int busy;
    private int size;
    private boolean closed;

    private record Waiting(LanePool.Turn loop, boolean virtual) {}

    MixedThreads(int width) {
        this.size = width;
        this.platform =
                new ThreadPoolExecutor(
                        0,
                        Integer.MAX_VALUE,
                        KEEP_SECONDS,
                        TimeUnit.SECONDS,
                        new SynchronousQueue<>(),
                        MixedThreads::platformThread);
    }

    private static Thread platformThread(Runnable worker) {
        return Thread.ofPlatform().daemon().name(nextName()).unstarted(worker);
    }

    private static String nextName() {
        return NAME + NUMBER.incrementAndGet();
    }

    /** The workers as one run sees them, which chooses of which kind its lanes are. */
    static final class Choice implements LanePool.Workers {
        private final MixedThreads all;
        private volatile boolean virtual;

        Choice(MixedThreads all) {
            this.all = all;
        }

        /** From now on lanes run on such threads; those that run on others give way. */
        void choose(LaneKind kind) {
            virtual = kind == LaneKind.VIRTUAL;
        }

        @Override
        public void execute(LanePool.Turn loop) {
            all.execute(loop, virtual);
        }

        @Override
        public boolean contended() {
            return all.contended || Thread.currentThread().isVirtual() != virtual;
        }

        @Override
        public boolean current() {
            return all.current();
        }

        @Override
        public void resize(int change) {
            all.resize(change);
        }

        @Override
        public Set<String> close() {
            return all.close();
        }
    }

    @Override
    public void execute(LanePool.Turn loop) {
        execute(loop, false);
    }

    private void execute(LanePool.Turn loop, boolean virtual) {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            if (busy >= size) {
                waiting.add(new Waiting(loop, virtual));
                contended = true;
                return;
            }
            busy++;
        } finally {
            lock.unlock();
        }
        try {
            start(loop, virtual);
        } catch (OutOfMemoryError noThread) {
            goOnWithFewer(loop, virtual, noThread);
        }
    }

    /** The system lets no more threads start: those that there are do the work. */
    private void goOnWithFewer(LanePool.Turn loop, boolean virtual, OutOfMemoryError noThread) {
        lock.lock();
        try {
            if (busy == 0) {
                throw new IllegalStateException(
                        "no thread could be started: " + noThread.getMessage(), noThread);
            }
            size = busy;
            waiting.add(new Waiting(loop, virtual));
            contended = true;
        } finally {
            lock.unlock();
        }
    }

    /** Starts a worker that has been counted as busy. */
    private void start(LanePool.Turn loop, boolean virtual) {
        Runnable worker = () -> work(loop, virtual);
        boolean started = false;
        try {
            if (virtual) {
                Thread.ofVirtual().name(nextName()).start(worker);
            } else {
                platform.execute(worker);
            }
            started = true;
        } finally {
            if (!started) {
                left(null);
            }
        }
    }

    private void work(LanePool.Turn first, boolean virtual) {
        if (!enter()) {
            return;
        }
        LanePool.Turn loop = first;
        while (loop != null) {
            Waiting next;
            try {
                loop.run();
            } finally {
                next = next();
            }
            if (next != null && next.virtual != virtual) {
                left(Thread.currentThread());
                execute(next.loop, next.virtual);
                return;
            }
            loop = next == null ? null : next.loop;
        }
    }

    private boolean enter() {
        lock.lock();
        try {
            if (closed) {
                busy--;
                return false;
            }
            return threads.add(Thread.currentThread());
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Waiting next() {
        lock.lock();
        try {
            Waiting next = busy > size ? null : waiting.poll();
            contended = !waiting.isEmpty();
            if (next == null) {
                left(Thread.currentThread());
            }
            return next;
        } finally {
            lock.unlock();
        }
    }

    private void left(@Nullable Thread worker) {
        lock.lock();
        try {
            busy--;
            if (worker != null) {
                threads.remove(worker);
            }
            if (threads.isEmpty()) {
                idle.signalAll();
            }
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
        Waiting next;
        lock.lock();
        try {
            size += change;
            next = change > 0 ? waiting.poll() : null;
            contended = !waiting.isEmpty();
        } finally {
            lock.unlock();
        }
        if (next != null) {
            execute(next.loop, next.virtual);
        }
    }

    @Override
    public Set<String> close() {
        lock.lock();
        try {
            closed = true;
            waiting.clear();
            threads.forEach(Thread::interrupt);
        } finally {
            lock.unlock();
        }
        platform.shutdown();
        return awaitEnd();
    }

    private Set<String> awaitEnd() {
        lock.lock();
        try {
            long left = WAIT_NANOS;
            while (!threads.isEmpty() && left > 0) {
                left = idle.awaitNanos(left);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
        lock.lock();
        try {
            return threads.stream().map(Thread::getName).collect(Collectors.toSet());
        } finally {
            lock.unlock();
        }
    }
}
