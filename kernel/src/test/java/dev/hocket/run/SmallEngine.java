package dev.hocket.run;

import dev.hocket.Engine;
import dev.hocket.spi.LanePool;
import dev.hocket.spi.Lanes;
import dev.hocket.spi.Supply;
import dev.hocket.spi.Trait;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The least engine that runs jobs in the background, for tests of the kernel alone. */
public final class SmallEngine implements Engine {
    private final int width;
    private final Threads threads;
    private final LanePool pool;

    public SmallEngine(int width) {
        this.width = width;
        this.threads = new Threads(width);
        this.pool = new LanePool("small", width, threads);
    }

    @Override
    public String name() {
        return "small";
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public Set<Trait> traits() {
        return EnumSet.of(Trait.BLOCKING, Trait.CONCURRENT, Trait.BACKGROUND, Trait.DEADLINES);
    }

    @Override
    public <I, O extends @Nullable Object> Lanes lanes(Supply<I, O> supply, int lanes) {
        return pool.lanes(supply, lanes);
    }

    /** How many workers there are now. */
    public int workers() {
        return threads.pool.getCorePoolSize();
    }

    @Override
    public void close() {
        pool.close();
    }

    private static final class Threads implements LanePool.Workers {
        private final Set<Thread> running = ConcurrentHashMap.newKeySet();
        private final ThreadPoolExecutor pool;

        Threads(int width) {
            pool =
                    new ThreadPoolExecutor(
                            width, 1000, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
            pool.setThreadFactory(Thread.ofPlatform().daemon().name("small-", 1).factory());
        }

        @Override
        public void execute(LanePool.Turn turn) {
            pool.execute(() -> {
                running.add(Thread.currentThread());
                try {
                    turn.run();
                } finally {
                    running.remove(Thread.currentThread());
                }
            });
        }

        @Override
        public boolean contended() {
            return !pool.getQueue().isEmpty();
        }

        @Override
        public boolean current() {
            return running.contains(Thread.currentThread());
        }

        @Override
        public synchronized void resize(int change) {
            pool.setCorePoolSize(pool.getCorePoolSize() + change);
        }

        @Override
        public Set<String> close() {
            pool.shutdownNow();
            return Set.of();
        }
    }
}
