package dev.hocket.processes.pool;

import dev.hocket.link.FrameLinks;
import dev.hocket.link.codec.ValueCodec;
import dev.hocket.link.worker.SerializedTask;
import dev.hocket.processes.start.WorkerOptions;
import dev.hocket.processes.start.WorkerStarter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The idle workers, most recently used first, and how to start more. Safe for use by several
 * threads.
 */
public final class WorkerPool {
    /** How long workers in use may take to come back when the engine is closed. */
    private static final long COME_BACK_MILLIS = 1_000;

    private static final System.Logger LOG = System.getLogger("dev.hocket");

    /** How often in a row a worker is started that is killed before it is ready. */
    private static final int MOST_STARTS = 5;

    /** A worker that comes back later has forgotten earlier tasks by itself. */
    private static final int MOST_FORGOTTEN = 256;

    private final WorkerStarter starter;
    private final WorkerOptions options;
    private final Path folder;
    private final ScheduledThreadPoolExecutor timer;
    private final ValueCodec values;
    private final AtomicLong names = new AtomicLong();

    // Guarded by this.
    private final ArrayDeque<WorkerProcess> idle = new ArrayDeque<>();

    /** Those that were taken and have not come back. */
    private final Set<WorkerProcess> used = new HashSet<>();

    private final Set<Process> begun = new HashSet<>();
    private final Set<Thread> ending = new HashSet<>();

    /** The last tasks that workers were to forget. */
    private final Set<Long> forgotten = new LinkedHashSet<>();

    private int starting;
    private @Nullable SerializedTask latest;
    private boolean closed;

    public WorkerPool(
            WorkerStarter starter,
            WorkerOptions options,
            ScheduledThreadPoolExecutor timer,
            ValueCodec values) {
        this.starter = starter;
        this.options = options;
        this.timer = timer;
        this.values = values;
        try {
            this.folder = FrameLinks.folder();
        } catch (IOException failed) {
            throw new UncheckedIOException(
                    "no folder for the workers can be created in "
                            + System.getProperty("java.io.tmpdir"),
                    failed);
        }
        long look = Math.max(10, options.idle().toMillis() / 2);
        var _ = timer.scheduleWithFixedDelay(this::endIdle, look, look, TimeUnit.MILLISECONDS);
        reserve();
    }

    /** The task that spare workers are likely to run. */
    public synchronized void latest(SerializedTask task) {
        latest = task;
    }

    /** A worker that is ready: an idle one, or else a new one. */
    public WorkerProcess take() throws IOException {
        while (true) {
            WorkerProcess child;
            synchronized (this) {
                child = next();
            }
            if (child == null) {
                return start();
            }
            reserve();
            if (child.alive()) {
                return child;
            }
            end(child);
        }
    }

    /** An idle worker, or null. */
    public @Nullable WorkerProcess idle() {
        WorkerProcess child;
        synchronized (this) {
            child = next();
        }
        if (child == null || child.alive()) {
            return child;
        }
        end(child);
        return null;
    }

    private @Nullable WorkerProcess next() {
        WorkerProcess child = idle.pollFirst();
        if (child != null) {
            used.add(child);
        }
        return child;
    }

    /** A worker that has run nothing yet. */
    public WorkerProcess fresh() throws IOException {
        synchronized (this) {
            for (WorkerProcess child : idle) {
                if (child.next == 0 && child.alive()) {
                    idle.remove(child);
                    used.add(child);
                    return child;
                }
            }
        }
        return start();
    }

    /**
     * A new worker. One that a signal ends while it starts, as when memory is short or somebody
     * kills, is started again, within bounds.
     */
    private WorkerProcess start() throws IOException {
        for (int tries = 1; ; tries++) {
            try {
                return startOnce();
            } catch (WorkerStartException failed) {
                if (!failed.killed || tries == MOST_STARTS) {
                    throw failed;
                }
                LOG.log(System.Logger.Level.INFO, "{0}; starting another", failed.getMessage());
            }
        }
    }

    private WorkerProcess startOnce() throws IOException {
        synchronized (this) {
            if (closed) {
                throw new IOException("the engine is closed");
            }
        }
        AtomicReference<@Nullable Process> process = new AtomicReference<>();
        try {
            WorkerProcess child =
                    WorkerProcess.start(
                            folder,
                            "w" + names.incrementAndGet(),
                            starter,
                            options,
                            started -> {
                                process.set(started);
                                begins(started);
                            });
            synchronized (this) {
                if (!closed) {
                    used.add(child);
                    return child;
                }
            }
            child.kill();
            child.close();
            throw new IOException("the engine is closed");
        } finally {
            synchronized (this) {
                begun.remove(process.get());
            }
        }
    }

    /**
     * A process is there that is no worker yet; if the engine is closed, it need not become one.
     */
    private synchronized void begins(Process process) {
        begun.add(process);
        if (closed) {
            starter.kill(process);
        }
    }

    /**
     * A run is over whose task workers keep something for: those that know it are told, the idle
     * ones on the timer's thread, the others when they come back.
     */
    public void forget(SerializedTask task) {
        synchronized (this) {
            if (closed) {
                return;
            }
            forgotten.add(task.number());
            if (forgotten.size() > MOST_FORGOTTEN) {
                boolean _ = forgotten.remove(forgotten.iterator().next());
            }
        }
        timer.execute(this::tellIdle);
    }

    private void tellIdle() {
        List<WorkerProcess> told;
        synchronized (this) {
            told = List.copyOf(idle);
            idle.clear();
            used.addAll(told);
        }
        told.reversed().forEach(this::release); // in the order in which they were
    }

    /** Tells a worker about tasks that it is to forget; whether it can be used again. */
    private boolean tell(WorkerProcess child) {
        List<Long> numbers;
        synchronized (this) {
            if (forgotten.isEmpty()) {
                return true;
            }
            numbers = forgotten.stream().filter(child::forgets).toList();
        }
        try {
            for (long number : numbers) {
                SerializedTask.forget(number, child.out);
            }
            return true;
        } catch (IOException gone) {
            return false;
        }
    }

    /** Gives a worker back that is to be used again. */
    public void release(WorkerProcess child) {
        child.usedAt = System.nanoTime();
        if (!tell(child)) {
            end(child);
            return;
        }
        synchronized (this) {
            if (!closed) {
                used.remove(child);
                idle.addFirst(child);
                return;
            }
        }
        end(child);
    }

    /** Ends a worker, or clears up after one that died; returns at once. */
    public void end(WorkerProcess child) {
        Thread thread =
                Thread.ofPlatform()
                        .daemon()
                        .name("hocket-ending-" + child.pid())
                        .unstarted(() -> {
                            child.close();
                            ended();
                        });
        boolean aside = true;
        synchronized (this) {
            ending.add(thread);
            try {
                thread.start(); // before it can be joined
            } catch (OutOfMemoryError noThread) {
                ending.remove(thread);
                aside = false;
            }
            used.remove(child);
            notifyAll();
        }
        if (!aside) {
            child.close();
        }
        reserve();
    }

    private synchronized void ended() {
        ending.remove(Thread.currentThread());
    }

    private void endIdle() {
        List<WorkerProcess> old = new ArrayList<>();
        synchronized (this) {
            long now = System.nanoTime();
            while (idle.size() > options.spares()) {
                WorkerProcess last = idle.peekLast();
                if (last == null || now - last.usedAt < options.idle().toNanos()) {
                    break;
                }
                old.add(last);
                idle.removeLast();
            }
        }
        old.forEach(this::end);
    }

    /** Starts spare workers where some are missing, aside. */
    private synchronized void reserve() {
        if (!closed && idle.size() + starting < options.spares()) {
            starting++;
            timer.execute(this::startSpare);
        }
    }

    private void startSpare() {
        @Nullable WorkerProcess spare = null;
        try {
            spare = start();
            prime(spare);
        } catch (IOException _) {
            // A lane that needs a worker starts one, and sees if that fails as well.
        }
        synchronized (this) {
            starting--;
        }
        if (spare != null) {
            release(spare);
            reserve();
        }
    }

    /** Lets a spare worker load the task ahead, which takes it longer than a first attempt. */
    private void prime(WorkerProcess spare) throws IOException {
        SerializedTask task;
        synchronized (this) {
            task = latest;
        }
        if (task != null && task.isSmall(values) && spare.learns(task.number())) {
            task.send(spare.out, values);
            spare.out.flush();
        }
    }

    /** How many wait for work, for tests. */
    public synchronized int waiting() {
        return idle.size();
    }

    /** Ends all of them; hard those that start, and those in use that do not come back soon. */
    public void close() {
        List<WorkerProcess> rest;
        synchronized (this) {
            closed = true;
            rest = new ArrayList<>(idle);
            idle.clear();
            begun.forEach(starter::kill);
        }
        rest.forEach(this::end);
        boolean interrupted = awaitUnused();
        List<WorkerProcess> busy;
        List<Thread> threads;
        synchronized (this) {
            busy = new ArrayList<>(used);
            threads = new ArrayList<>(ending);
        }
        busy.forEach(WorkerProcess::kill);
        for (Thread thread : threads) {
            try {
                thread.join(options.patience().toMillis() + 1_000);
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Waits until all have come back that were in use; not long, as what runs was asked to stop.
     *
     * @return whether it was interrupted
     */
    private synchronized boolean awaitUnused() {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(COME_BACK_MILLIS);
        boolean interrupted = false;
        while (!used.isEmpty()) {
            long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
            if (left <= 0) {
                break;
            }
            try {
                wait(left);
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        return interrupted;
    }

    /** Clears up, once nobody starts a worker any more. */
    public void removeFolder() {
        FrameLinks.delete(folder);
    }
}
