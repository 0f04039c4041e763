package dev.hocket.spi;

import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Workers that are platform threads. They are daemons, start when first needed, and live until the
 * engine is closed. Safe for use by several threads.
 */
public final class WorkerThreads implements LanePool.Workers {
    private static final System.Logger LOG = System.getLogger("dev.hocket");
    private static final int KEEP_SECONDS = 30;
    private static final int CLOSE_SECONDS = 1;
    private final String name;
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final ThreadPoolExecutor pool;
    private int size;
    private int started;

    /**
     * Starts with no threads.
     *
     * @param name the prefix of their names, such as {@code hocket-threads-}
     * @param width the maximum number of threads
     */
    public WorkerThreads(String name, int width) {
        this.name = name;
        this.size = width;
        this.pool =
                new ThreadPoolExecutor(
                        width, width, KEEP_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
        pool.setThreadFactory(this::newWorker);
        pool.allowCoreThreadTimeOut(true);
    }

    private final class Worker extends Thread {
        Worker(Runnable work, int number) {
            super(work, name + number);
            setDaemon(true);
        }

        WorkerThreads owner() {
            return WorkerThreads.this;
        }
    }

    private synchronized Thread newWorker(Runnable work) {
        threads.removeIf(thread -> thread.getState() == Thread.State.TERMINATED);
        Thread worker = new Worker(work, ++started);
        threads.add(worker);
        return worker;
    }

    /** The same threads for code that needs an executor; it must not be shut down. */
    public ExecutorService executor() {
        return pool;
    }

    /** Whether it is closed and runs nothing more. */
    public boolean closed() {
        return pool.isShutdown();
    }

    @Override
    public void execute(LanePool.Turn turn) {
        try {
            pool.execute(turn);
        } catch (RejectedExecutionException _) {
            // The engine is closed, and its runs with it.
        } catch (OutOfMemoryError noThread) {
            goOnWithFewer(noThread);
            execute(turn);
        }
    }

    /** The system lets no more threads start: those that there are do the work. */
    private synchronized void goOnWithFewer(OutOfMemoryError noThread) {
        int there = pool.getPoolSize();
        if (there == 0) {
            throw new IllegalStateException(
                    "no thread could be started: " + noThread.getMessage(), noThread);
        }
        LOG.log(
                Level.WARNING,
                "{0} of {1} threads {2}N were started, because the system allows no more ({3}); the"
                        + " run continues with them",
                there,
                size,
                name,
                noThread.getMessage());
        size = there;
        pool.setCorePoolSize(there);
        pool.setMaximumPoolSize(there);
    }

    @Override
    public boolean contended() {
        return !pool.getQueue().isEmpty();
    }

    @Override
    public boolean current() {
        return Thread.currentThread() instanceof Worker worker && worker.owner() == this;
    }

    @Override
    public synchronized void resize(int change) {
        size += change;
        int now = Math.max(1, size);
        if (change > 0) {
            pool.setMaximumPoolSize(now);
            pool.setCorePoolSize(now);
        } else {
            pool.setCorePoolSize(now);
            pool.setMaximumPoolSize(now);
        }
    }

    @Override
    public Set<String> close() {
        pool.shutdownNow();
        try {
            if (pool.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                return Set.of();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return threads.stream()
                .filter(Thread::isAlive)
                .map(Thread::getName)
                .collect(Collectors.toSet());
    }
}
