package dev.hocket.csp;

import com.softwaremill.jox.Channel;
import com.softwaremill.jox.ChannelClosed;
import dev.hocket.spi.LanePool;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Workers that are virtual threads and receive from one channel.
 *
 * <p><b>What the channel carries.</b> The channel carries lanes that are ready. The worker that
 * receives a lane takes leases for it and runs them; each finished lease returns through the run's
 * mailbox. The channel does not carry leases: a lease behind a busy worker could neither be
 * cancelled in bounded time nor be run by a task that waits for a run of its own on this engine,
 * and with a width of 1 this would be a deadlock. A lane sends itself again when it yields to
 * others or when its run wakes it, and is never in the channel twice. The channel therefore
 * contains at most as many lanes as all open runs have, and needs no bound. This is important
 * because waking a lane must not block.
 *
 * <p>A worker is started when more lanes wait than workers are idle, and then kept.
 */
final class ChannelWorkers implements LanePool.Workers {
    private static final long WAIT_NANOS = TimeUnit.SECONDS.toNanos(1);
    private final Channel<Runnable> turns = Channel.newUnlimitedChannel();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition noneLeft = lock.newCondition();
    private final Set<Thread> threads = new HashSet<>();
    private final Thread.Builder builder = Thread.ofVirtual().name("hocket-csp-", 1);
    private volatile boolean contended;
    private int size;
    private int waiting;
    private int idle;
    private boolean closed;

    ChannelWorkers(int width) {
        this.size = width;
    }

    @Override
    public void execute(LanePool.Turn loop) {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            waiting++;
            if (waiting > idle && threads.size() < size) {
                startWorker();
            }
            contended = waiting > idle;
        } finally {
            lock.unlock();
        }
        send(loop);
    }

    private void send(Runnable loop) {
        try {
            // Closed: the engine was closed at this moment, and its runs with it.
            Object _ = turns.sendOrClosed(loop);
        } catch (InterruptedException impossible) {
            throw new AssertionError("an unlimited channel made its sender wait", impossible);
        }
    }

    /** Under the lock. */
    private void startWorker() {
        Thread worker = builder.unstarted(this::work);
        threads.add(worker);
        idle++;
        worker.start();
    }

    private void work() {
        try {
            do {
                Runnable loop = receive();
                if (loop == null) {
                    return;
                }
                loop.run();
            } while (goesOn());
        } finally {
            left();
        }
    }

    private @Nullable Runnable receive() {
        while (true) {
            try {
                Object received = turns.receiveOrClosed();
                if (received instanceof ChannelClosed) {
                    return null;
                }
                lock.lock();
                try {
                    idle--;
                    waiting--;
                    contended = waiting > idle;
                } finally {
                    lock.unlock();
                }
                return (Runnable) received;
            } catch (InterruptedException _) {
                // Meant for a task that has ended; a worker ends when the channel is closed.
            }
        }
    }

    private boolean goesOn() {
        lock.lock();
        try {
            if (threads.size() > size) {
                return false;
            }
            idle++;
            contended = waiting > idle;
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void left() {
        lock.lock();
        try {
            threads.remove(Thread.currentThread());
            if (threads.isEmpty()) {
                noneLeft.signalAll();
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
        lock.lock();
        try {
            size += change;
            if (!closed && waiting > idle && threads.size() < size) {
                startWorker();
                contended = waiting > idle;
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Set<String> close() {
        lock.lock();
        try {
            closed = true;
            Object _ = turns.errorOrClosed(new IllegalStateException("the engine csp is closed"));
            threads.forEach(Thread::interrupt);
            long left = WAIT_NANOS;
            while (!threads.isEmpty() && left > 0) {
                left = noneLeft.awaitNanos(left);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
        return names();
    }

    private Set<String> names() {
        lock.lock();
        try {
            return threads.stream().map(Thread::getName).collect(Collectors.toSet());
        } finally {
            lock.unlock();
        }
    }
}
