package dev.hocket.reactive;

import dev.hocket.spi.LanePool;
import dev.hocket.spi.Lease;
import dev.hocket.spi.WorkerThreads;
import java.util.Set;
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
final class PipelineWorkers implements LanePool.Workers {
    private final WorkerThreads threads;
    private final Scheduler scheduler;

    /** Workers for {@code width} turns at a time, whose threads have names that begin so. */
    PipelineWorkers(int width, String name) {
        this.threads = new WorkerThreads(name, width);
        this.scheduler = Schedulers.fromExecutorService(threads.executor(), "hocket-reactive");
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
        return threads.closed();
    }

    private void failed(Throwable why) {
        if (!closed()) { // else the engine is closed, and its runs with it
            throw new IllegalStateException("a lane of the engine reactive broke", why);
        }
    }

    @Override
    public boolean contended() {
        return threads.contended();
    }

    @Override
    public boolean current() {
        return threads.current();
    }

    @Override
    public void resize(int change) {
        threads.resize(change);
    }

    @Override
    public Set<String> close() {
        scheduler.dispose();
        return threads.close();
    }
}
