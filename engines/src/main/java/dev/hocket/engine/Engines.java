package dev.hocket.engine;

import dev.hocket.Engine;
import dev.hocket.engine.loop.AsyncEngine;
import dev.hocket.engine.loop.BlockingWatch;
import java.time.Duration;
import java.util.function.Consumer;

/** The engines that the JDK alone can drive. Each is closed by whoever made it. */
public final class Engines {
    private Engines() {}

    /**
     * Threads or virtual threads, whichever and as many as it finds best for each run while it goes
     * on; what it saw, tried and chose is told by {@link dev.hocket.Report#account()}.
     *
     * @param maxWidth the most attempts at a time
     */
    public static Engine auto(int maxWidth) {
        return new AutoProvider().open(maxWidth);
    }

    /** Runs attempts in the thread that waits for them. */
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
     * Non-blocking tasks, at most {@code width} in flight, on one or two event loops. It refuses
     * jobs whose task blocks.
     */
    public static Engine async(int width) {
        return new AsyncProvider().open(width);
    }

    /**
     * {@link #async(int)} that reports tasks which block its event loops. For debugging: the loops
     * are looked at all the time.
     *
     * @param limit how long one task may hold a loop
     * @param report told once of each attempt that holds it longer, by a thread of its own
     */
    public static Engine async(int width, Duration limit, Consumer<? super BlockedLoop> report) {
        return new AsyncEngine(width, new BlockingWatch(limit, report));
    }
}
