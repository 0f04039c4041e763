package dev.hocket.engine.pool;

import dev.hocket.spi.LanePool;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.TimeUnit;

/**
 * Workers of a fork-join pool of the engine's own, never the common pool. Tasks may fork: their
 * subtasks, and the parallel streams they run, stay in this pool.
 */
public final class WorkStealing implements LanePool.Workers {
    private static final int MOST_SPARE = 256;
    private static final int KEEP_SECONDS = 60;
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final ForkJoinPool pool;
    private int size;

    public WorkStealing(int width) {
        this.size = width;
        // A worker that blocks in a join or a future is not made up for by another one: that would
        // run more lanes at a time than the engine's width.
        this.pool =
                new ForkJoinPool(
                        width,
                        this::newWorker,
                        null,
                        true,
                        width,
                        width + MOST_SPARE,
                        0,
                        _ -> true,
                        KEEP_SECONDS,
                        TimeUnit.SECONDS);
    }

    private ForkJoinWorkerThread newWorker(ForkJoinPool owner) {
        ForkJoinWorkerThread worker =
                ForkJoinPool.defaultForkJoinWorkerThreadFactory.newThread(owner);
        worker.setName("hocket-forkjoin-" + (worker.getPoolIndex() + 1));
        threads.removeIf(thread -> thread.getState() == Thread.State.TERMINATED);
        threads.add(worker);
        return worker;
    }

    @Override
    public void execute(LanePool.Turn turn) {
        // Submitted from outside, also by a worker: one that gave way must queue behind the others.
        try {
            ForkJoinTask<?> _ = pool.externalSubmit(ForkJoinTask.adapt(turn));
        } catch (OutOfMemoryError noThread) { // it is queued all the same
            if (pool.getPoolSize() == 0) {
                throw noThread;
            }
        }
    }

    @Override
    public boolean contended() {
        return pool.hasQueuedSubmissions();
    }

    @Override
    public boolean current() {
        return Thread.currentThread() instanceof ForkJoinWorkerThread worker
                && pool.equals(worker.getPool());
    }

    @Override
    public synchronized void resize(int change) {
        size += change;
        int _ = pool.setParallelism(Math.max(1, size));
    }

    @Override
    public Set<String> close() {
        pool.shutdownNow();
        if (PoolShutdown.await(pool)) {
            return Set.of();
        }
        Set<String> left = new TreeSet<>();
        threads.forEach(thread -> {
            if (thread.isAlive()) {
                left.add(thread.getName());
            }
        });
        return left;
    }
}
