package dev.hocket.processes;

import dev.hocket.Engine;
import dev.hocket.Lanes;
import dev.hocket.RefusedException;
import dev.hocket.Supply;
import dev.hocket.Trait;

import org.jspecify.annotations.Nullable;

import java.util.Set;
import java.util.concurrent.ExecutorService;

/** An engine whose attempts run in child processes. */
final class ProcessesEngine implements Engine {
    private final LaneThreads pool;

    ProcessesEngine(LaneThreads pool) {
        this.pool = pool;
    }

    @Override
    public String name() {
        return ProcessesProvider.NAME;
    }

    @Override
    public int width() {
        return pool.width();
    }

    @Override
    public Set<Trait> traits() {
        return ProcessesProvider.TRAITS;
    }

    @Override
    public <I, O extends @Nullable Object> Lanes lanes(Supply<I, O> supply, int width) {
        return pool.lanes(supply, width);
    }

    /** How many workers wait for work, for tests. */
    int waiting() {
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
                "the engine processes cannot be an executor service: what is submitted to one"
                        + " completes a future of this process; use map or start with a job");
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
