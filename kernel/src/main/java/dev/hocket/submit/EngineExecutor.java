package dev.hocket.submit;

import static java.util.Objects.requireNonNull;

import dev.hocket.Cause;
import dev.hocket.Engine;
import dev.hocket.Job;
import dev.hocket.run.JobRefusals;
import dev.hocket.run.RunLane;
import dev.hocket.spi.Lane;
import dev.hocket.spi.Lanes;
import dev.hocket.spi.Lease;
import dev.hocket.spi.Supply;
import dev.hocket.spi.Ticker;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
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
 * An engine as an executor service: a supply whose leases are the submitted commands, without
 * outcomes. Interruption, cancellation and failures are those of the futures that {@link
 * AbstractExecutorService} wraps around tasks. Tasks of the engine may wait for commands that they
 * submit: see {@link StandIns}.
 */
public final class EngineExecutor extends AbstractExecutorService
        implements Supply<Runnable, Object> {
    private static final System.Logger LOG = System.getLogger("dev.hocket");
    private static final Job<Runnable, Object> JOB =
            Job.of(
                    "command",
                    command -> {
                        command.run();
                        return command;
                    });
    private final String engine;
    private final Lanes lanes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private final Set<Thread> runners = ConcurrentHashMap.newKeySet();

    // Guarded by the lock.
    private final CommandQueue commands = new CommandQueue();
    private final ArrayDeque<Runnable> parked = new ArrayDeque<>();
    private final StandIns standIns;
    private int running;
    private long completed;
    private boolean shutdown;

    public EngineExecutor(Engine engine) {
        this(engine, Ticker.system());
    }

    /** An executor whose tasks are looked at by another clock. */
    EngineExecutor(Engine engine, Ticker ticker) {
        JobRefusals.checkExecutor(engine);
        this.engine = engine.toString();
        this.standIns = new StandIns(new Commands(), engine.name(), lock, commands, ticker);
        this.lanes = engine.lanes(this, engine.width());
    }

    @Override
    public void execute(Runnable command) {
        requireNonNull(command, "command");
        boolean nested = lanes.callerHelps();
        Runnable wake;
        lock.lock();
        try {
            if (shutdown) {
                throw new RejectedExecutionException("this executor service was shut down");
            }
            if (nested) {
                commands.add(command, StandIns.submitter());
                standIns.handedIn(); // also where a lane is woken: it may have to wait for a worker
            } else {
                commands.add(command);
            }
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

    private void perform(Runnable command) {
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

    /** What stand-ins need of it. */
    private final class Commands implements StandIns.Owner {
        @Override
        public void begins() {
            running++;
        }

        @Override
        public void perform(Runnable command) {
            EngineExecutor.this.perform(command);
        }

        @Override
        public void neverBegan() {
            running--;
        }

        @Override
        public @Nullable Thread waiting() {
            return runners.stream().filter(StandIns::waits).findFirst().orElse(null);
        }
    }

    private void finished() {
        leave();
        lock.lock();
        try {
            running--;
            completed++;
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
        boolean over = false;
        try {
            over = awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        List<String> left = over ? List.of() : standIns.names();
        if (!left.isEmpty()) {
            LOG.log(
                    Level.WARNING,
                    "engine {0} is closed, but these daemon threads did not end: {1}",
                    engine,
                    String.join(", ", left));
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
            left = commands.drain();
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

    /** In the form of {@link java.util.concurrent.ThreadPoolExecutor}. */
    @Override
    public String toString() {
        lock.lock();
        try {
            String state = !shutdown ? "Running" : isTerminated() ? "Terminated" : "Shutting down";
            return String.format(
                    Locale.ROOT,
                    "executor service of %s[%s, active commands = %d, queued commands = %d,"
                            + " completed commands = %d]",
                    engine,
                    state,
                    running,
                    commands.size(),
                    completed);
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
            perform(command);
        }

        @Override
        public void runAsync(Lane lane, Loop loop) {
            throw new UnsupportedOperationException(
                    "commands block, and have no non-blocking form");
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
                commands.putBack(command);
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
