package dev.hocket.engine;

import dev.hocket.spi.LanePool;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Workers that are platform threads, started when first needed and kept while the engine is used.
 */
final class PlatformThreads implements LanePool.Workers {
    private static final int KEEP_SECONDS = 30;
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final ThreadPoolExecutor pool;
    private int size;

    PlatformThreads(int width) {
        this.size = width;
        this.pool =
                new ThreadPoolExecutor(
                        width, width, KEEP_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
        ThreadFactory named = Thread.ofPlatform().daemon().name("hocket-threads-", 1).factory();
        pool.setThreadFactory(loop -> {
            threads.removeIf(thread -> thread.getState() == Thread.State.TERMINATED);
            return named.newThread(loop);
        });
        pool.allowCoreThreadTimeOut(true);
    }

    @Override
    public void execute(LanePool.Turn turn) {
        try {
            pool.execute(() -> {
                threads.add(Thread.currentThread());
                turn.run();
            });
        } catch (RejectedExecutionException _) {
            // The engine is closed, and its runs with it.
        }
    }

    @Override
    public boolean contended() {
        return !pool.getQueue().isEmpty();
    }

    @Override
    public boolean current() {
        return threads.contains(Thread.currentThread());
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
        if (Closing.await(pool)) {
            return Set.of();
        }
        return threads.stream()
                .filter(Thread::isAlive)
                .map(Thread::getName)
                .collect(Collectors.toSet());
    }
}
