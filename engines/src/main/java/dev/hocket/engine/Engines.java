package dev.hocket.engine;

import dev.hocket.Engine;
import dev.hocket.engine.loop.AsyncEngine;
import dev.hocket.engine.loop.BlockingWatch;
import java.time.Duration;
import java.util.function.Consumer;

/** Factory methods for the engines that need only the JDK. The caller closes the engine. */
public final class Engines {
    private Engines() {}

    /**
     * Threads or virtual threads, of the kind and number that it finds best for each run, during
     * the run. {@link dev.hocket.Report#account()} says what it measured, tried and chose.
     *
     * @param maxWidth the maximum number of attempts at a time
     */
    public static Engine auto(int maxWidth) {
        return new AutoProvider().open(maxWidth);
    }

    /** Runs attempts on the thread that waits for their outcomes. */
    public static Engine sequential() {
        return new SequentialEngine();
    }

    /** {@code width} platform threads, started when first needed and kept. */
    public static Engine threads(int width) {
        return new ThreadsProvider().open(width);
    }

    /** Virtual threads, at most {@code width} at a time. */
    public static Engine virtual(int width) {
        return new VirtualProvider().open(width);
    }

    /** A work-stealing pool of {@code width} workers, into which tasks may fork. */
    public static Engine forkjoin(int width) {
        return new ForkJoinProvider().open(width);
    }

    /**
     * One or two event loops for non-blocking tasks, at most {@code width} of them in flight. The
     * engine refuses jobs that have only a blocking task.
     */
    public static Engine async(int width) {
        return new AsyncProvider().open(width);
    }

    /**
     * Like {@link #async(int)}, and reports tasks that block an event loop. For debugging: it
     * watches the loops all the time.
     *
     * @param limit how long one task may hold a loop
     * @param report is called once for each attempt that holds a loop longer, on a separate thread
     */
    public static Engine async(int width, Duration limit, Consumer<? super BlockedLoop> report) {
        return new AsyncEngine(width, new BlockingWatch(limit, report));
    }
}
