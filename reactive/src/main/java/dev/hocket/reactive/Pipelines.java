package dev.hocket.reactive;

import dev.hocket.spi.LanePool;
import dev.hocket.spi.Lease;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import reactor.core.publisher.Flux;
import reactor.core.publisher.SynchronousSink;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * A lane's turn as a Reactor pipeline: a flux that generates leases as they are run, subscribed on
 * a bounded scheduler.
 *
 * <p>The scheduler is one over a pool of our own, not {@link Schedulers#newBoundedElastic}: that
 * one ties each pipeline to one of its threads, so that a lane would wait for a blocked task while
 * other threads are free, and it cannot grow by one for a thread that is lost. Threads are platform
 * daemon threads, started when first needed, kept while the engine is used; they may block.
 */
final class Pipelines implements LanePool.Workers {
    private static final int KEEP_SECONDS = 30;
    private static final int CLOSE_SECONDS = 1;
    private final String name;
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final ThreadPoolExecutor pool;
    private final Scheduler scheduler;
    private int size;
    private int started;

    /** Workers for {@code width} turns at a time, whose threads have names that begin so. */
    Pipelines(int width, String name) {
        this.name = name;
        this.size = width;
        this.pool =
                new ThreadPoolExecutor(
                        width, width, KEEP_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
        pool.setThreadFactory(this::newWorker);
        pool.allowCoreThreadTimeOut(true);
        this.scheduler = Schedulers.fromExecutorService(pool, "hocket-reactive");
    }

    private final class Worker extends Thread {
        Worker(Runnable work, int number) {
            super(work, name + number);
            setDaemon(true);
        }

        Pipelines owner() {
            return Pipelines.this;
        }
    }

    private synchronized Thread newWorker(Runnable work) {
        threads.removeIf(thread -> thread.getState() == Thread.State.TERMINATED);
        Thread worker = new Worker(work, ++started);
        threads.add(worker);
        return worker;
    }

    /** What the pipelines run on. */
    Scheduler scheduler() {
        return scheduler;
    }

    @Override
    public void execute(LanePool.Turn turn) {
        Flux.<Lease<?, ?>>generate(sink -> claim(turn, sink))
                .doOnNext(turn::run)
                .subscribeOn(scheduler)
                .subscribe(_ -> {}, this::failed);
    }

    private static void claim(LanePool.Turn turn, SynchronousSink<Lease<?, ?>> sink) {
        Lease<?, ?> lease = turn.next();
        if (lease == null) {
            sink.complete();
        } else {
            sink.next(lease);
        }
    }

    /** Whether it is closed, so that nothing is run any more. */
    boolean closed() {
        return pool.isShutdown();
    }

    private void failed(Throwable why) {
        if (!closed()) { // else the engine is closed, and its runs with it
            throw new IllegalStateException("a lane of the engine reactive broke", why);
        }
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
        scheduler.dispose();
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
