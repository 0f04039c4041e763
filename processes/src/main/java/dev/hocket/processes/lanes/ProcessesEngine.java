package dev.hocket.processes.lanes;

import dev.hocket.Engine;
import dev.hocket.RefusedException;
import dev.hocket.link.codec.SerializationCodec;
import dev.hocket.processes.start.JvmStarter;
import dev.hocket.processes.start.WorkerOptions;
import dev.hocket.spi.Lanes;
import dev.hocket.spi.Supply;
import dev.hocket.spi.Trait;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/** An engine whose attempts run in child processes. */
public final class ProcessesEngine implements Engine {
    public static final String NAME = "processes";
    public static final Set<Trait> TRAITS =
            Set.of(
                    Trait.BLOCKING,
                    Trait.CONCURRENT,
                    Trait.BACKGROUND,
                    Trait.DEADLINES,
                    Trait.ISOLATES_CRASHES,
                    Trait.KILLS);

    private final LaneThreads pool;

    /** An engine whose workers are JVMs. */
    public static ProcessesEngine open(int width, WorkerOptions options) {
        return new ProcessesEngine(
                new LaneThreads(width, options, new JvmStarter(options), new SerializationCodec()));
    }

    public ProcessesEngine(LaneThreads pool) {
        this.pool = pool;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int width() {
        return pool.width();
    }

    /** As a message there and back takes many times as long as a hand-over within a process. */
    @Override
    public Duration batchTime() {
        return Duration.ofMillis(5);
    }

    @Override
    public Set<Trait> traits() {
        return TRAITS;
    }

    @Override
    public <I, O extends @Nullable Object> Lanes lanes(Supply<I, O> supply, int width) {
        return pool.lanes(supply, width);
    }

    /** How many workers wait for work, for tests. */
    public int waiting() {
        return pool.children().waiting();
    }

    /**
     * Refused: a future is completed in the process that runs it.
     *
     * @throws RefusedException always
     */
    @Override
    public ExecutorService asExecutorService() {
        throw new RefusedException(
                "the engine processes cannot be an executor service: a submitted task completes a"
                        + " future of this process; use map, or start a run of a job");
    }

    @Override
    public void close() {
        pool.close();
    }

    @Override
    public String toString() {
        return name() + ":" + width();
    }
}
