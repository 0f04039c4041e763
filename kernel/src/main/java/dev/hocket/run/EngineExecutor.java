package dev.hocket.run;

import static java.util.Objects.requireNonNull;

import dev.hocket.Cause;
import dev.hocket.Engine;
import dev.hocket.Job;
import dev.hocket.spi.Lane;
import dev.hocket.spi.Lanes;
import dev.hocket.spi.Lease;
import dev.hocket.spi.Supply;
import dev.hocket.spi.Trait;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * An engine as an executor service: a supply whose leases are the commands handed in, without
 * outcomes. Interruption, cancellation and failures are those of the futures that {@link
 * AbstractExecutorService} wraps around tasks.
 */
public final class EngineExecutor extends AbstractExecutorService
        implements Supply<Runnable, Object> {
    private static final Job<Runnable, Object> JOB =
            Job.of(
                    "command",
                    command -> {
                        command.run();
                        return command;
                    });
    private final Lanes lanes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private final Set<Thread> runners = ConcurrentHashMap.newKeySet();

    // Guarded by the lock.
    private final ArrayDeque<Runnable> commands = new ArrayDeque<>();
    private final ArrayDeque<Runnable> parked = new ArrayDeque<>();
    private int running;
    private boolean shutdown;

    public EngineExecutor(Engine engine) {
        JobRefusals.require(engine, "an executor service", Trait.BACKGROUND, Trait.BLOCKING);
        this.lanes = engine.lanes(this, engine.width());
    }

    @Override
    public void execute(Runnable command) {
        requireNonNull(command, "command");
        Runnable wake;
        lock.lock();
        try {
            if (shutdown) {
                throw new RejectedExecutionException("this executor service was shut down");
            }
            commands.add(command);
            wake = parked.poll();
        } finally {
            lock.unlock();
        }
        if (wake != null) {
            wake.run();
        }
    }

    @Override
    public Job<Runnable, Object> job() {
        return JOB;
    }

    @Override
    protected <T extends @Nullable Object> RunnableFuture<T> newTaskFor(Callable<T> task) {
        return new Helped<>(task);
    }

    @Override
    protected <T extends @Nullable Object> RunnableFuture<T> newTaskFor(Runnable task, T value) {
        return new Helped<>(Executors.callable(task, value));
    }

    /** Within a task of the engine, tries one after the other: it has a lane already. */
    @Override
    public <T extends @Nullable Object> T invokeAny(Collection<? extends Callable<T>> tasks)
            throws InterruptedException, ExecutionException {
        if (tasks.isEmpty() || !lanes.callerHelps()) {
            return super.invokeAny(tasks);
        }
        ExecutionException last = null;
        for (Callable<T> task : tasks) {
            try {
                return submit(task).get();
            } catch (ExecutionException failed) {
                last = failed;
            }
        }
        throw requireNonNull(last);
    }

    /**
     * A task that is run by who waits for it, if that is a task of the same engine and no lane has
     * begun it: the lane that it waits for might be its own.
     */
    private final class Helped<T extends @Nullable Object> extends FutureTask<T> {
        Helped(Callable<T> task) {
            super(task);
        }

        @Override
        public T get() throws InterruptedException, ExecutionException {
            if (!isDone() && lanes.callerHelps()) {
                help();
            }
            return super.get();
        }

        private void help() throws InterruptedException {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedException();
            }
            boolean added = runners.add(Thread.currentThread());
            try {
                run();
            } finally {
                if (added) {
                    leave();
                }
                if (isCancelled()) {
                    boolean _ = Thread.interrupted(); // what cancelled the task, not its waiter
                }
            }
        }
    }

    @Override
    public Lane lane(String engine, int number) {
        return new RunLane(engine, number, false);
    }

    @Override
    public Lane lane(String engine, int number, long leaseNanos) {
        return lane(engine, number);
    }

    @Override
    public @Nullable Lease<Runnable, Object> pull(Lane lane, Runnable wake) {
        lock.lock();
        try {
            Runnable next = commands.poll();
            if (next != null) {
                running++;
                return new Command(next);
            }
            if (!shutdown) {
                parked.add(wake);
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    /** Under the lock that interrupts are sent under, so that none comes late. */
    private void leave() {
        lock.lock();
        try {
            runners.remove(Thread.currentThread());
        } finally {
            lock.unlock();
        }
    }

    private void finished() {
        leave();
        lock.lock();
        try {
            running--;
            signalIfEnded();
        } finally {
            lock.unlock();
        }
    }

    private void signalIfEnded() {
        if (shutdown && running == 0 && commands.isEmpty()) {
            ended.signalAll();
            lanes.close();
        }
    }

    @Override
    public boolean closed() {
        return isTerminated();
    }

    @Override
    public void shutDown() {
        cancelAll();
        try {
            boolean _ = awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void broken(Throwable why) {
        cancelAll();
    }

    /** Nobody sees the commands that were not started: who waits for their futures must know. */
    private void cancelAll() {
        for (Runnable command : shutdownNow()) {
            if (command instanceof Future<?> future) {
                future.cancel(false);
            }
        }
    }

    @Override
    public boolean reads() {
        return false;
    }

    @Override
    public int usefulLanes() {
        return Integer.MAX_VALUE;
    }

    @Override
    public void wakeAnother() {
        Runnable wake;
        lock.lock();
        try {
            wake = commands.isEmpty() ? null : parked.poll();
        } finally {
            lock.unlock();
        }
        if (wake != null) {
            wake.run();
        }
    }

    @Override
    public void shutdown() {
        List<Runnable> wakes;
        lock.lock();
        try {
            shutdown = true;
            wakes = new ArrayList<>(parked);
            parked.clear();
            signalIfEnded();
        } finally {
            lock.unlock();
        }
        wakes.forEach(Runnable::run);
    }

    @Override
    public List<Runnable> shutdownNow() {
        List<Runnable> left;
        lock.lock();
        try {
            left = new ArrayList<>(commands);
            commands.clear();
        } finally {
            lock.unlock();
        }
        shutdown();
        lock.lock();
        try {
            runners.forEach(Thread::interrupt);
        } finally {
            lock.unlock();
        }
        return left;
    }

    @Override
    public boolean isShutdown() {
        lock.lock();
        try {
            return shutdown;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isTerminated() {
        lock.lock();
        try {
            return shutdown && running == 0 && commands.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        long left = unit.toNanos(timeout);
        lock.lockInterruptibly();
        try {
            while (!(shutdown && running == 0 && commands.isEmpty())) {
                if (left <= 0) {
                    return false;
                }
                left = ended.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Tells the thread's handler, as the JVM would: what that throws is dropped. */
    private static void uncaught(Throwable thrown) {
        try {
            Thread thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, thrown);
        } catch (Throwable _) {
            // a handler of the user's own must not end the lane
        }
    }

    /** One command. */
    private final class Command implements Lease<Runnable, Object> {
        private final Runnable command;

        Command(Runnable command) {
            this.command = command;
        }

        @Override
        public int size() {
            return 1;
        }

        @Override
        public Runnable input(int i) {
            return command;
        }

        @Override
        public long index(int i) {
            return 0;
        }

        @Override
        public int current() {
            return 0;
        }

        @Override
        public int attempt(int i) {
            return 1;
        }

        @Override
        public void run(Lane lane) {
            runners.add(Thread.currentThread());
            try {
                command.run();
            } catch (Throwable thrown) { // execute() has no future to carry it
                uncaught(thrown);
            } finally {
                finished();
                boolean _ = Thread.interrupted();
            }
        }

        @Override
        public void runAsync(Lane lane, Loop loop) {
            throw new UnsupportedOperationException("commands block, and have no other form");
        }

        @Override
        public boolean started(Lane lane, int i) {
            return true;
        }

        @Override
        public void done(Lane lane, int i, Object output) {
            finished();
        }

        @Override
        public void failed(Lane lane, int i, Cause cause) {
            finished();
        }

        @Override
        public void giveBack(Lane lane, int i) {
            Runnable wake;
            lock.lock();
            try {
                running--;
                commands.addFirst(command);
                wake = parked.poll();
            } finally {
                lock.unlock();
            }
            if (wake != null) {
                wake.run();
            }
        }
    }
}
