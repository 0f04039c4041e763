package dev.hocket.engine.loop;

import dev.hocket.Job;
import dev.hocket.engine.BlockedLoop;
import dev.hocket.spi.Lease;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Reports each attempt whose code held an event loop's thread for longer than a limit, once. The
 * loop's thread records when such code begins and ends, so none is missed; a separate thread checks
 * several times per limit, to report code that does not end, with its stack.
 */
public final class BlockingWatch {
    /** Which attempts of engines opened by name to report, in milliseconds; none by default. */
    static final String PROPERTY = "hocket.async.blocking";

    private static final System.Logger LOG = System.getLogger("dev.hocket.blocking");
    private static final int LOOKS = 5;
    private static final Duration JOIN = Duration.ofSeconds(1);
    private final Duration limit;
    private final Consumer<? super BlockedLoop> report;

    /** Attempts that returned too late and were not seen before. */
    private final BlockingQueue<Late> late = new LinkedBlockingQueue<>();

    private @Nullable Thread thread;
    private volatile boolean ended;

    /** Code that took so long. */
    private record Late(Hold hold, long nanos) {}

    /** Code of an attempt that a loop's thread runs. */
    final class Hold implements Runnable {
        private final EventLoop loop;
        private final Thread thread = Thread.currentThread();
        private final String job;
        private final Lease<?, ?> lease;
        private final int at;
        private final IntFunction<String> keys;
        private final AtomicBoolean told = new AtomicBoolean();
        private final long since = System.nanoTime();

        Hold(EventLoop loop, String job, Lease<?, ?> lease, int at, IntFunction<String> keys) {
            this.loop = loop;
            this.job = job;
            this.lease = lease;
            this.at = at;
            this.keys = keys;
        }

        /** The attempt's code has returned. */
        @Override
        public void run() {
            loop.hold(null);
            long took = System.nanoTime() - since;
            if (took >= limit.toNanos() && told.compareAndSet(false, true)) {
                boolean _ = late.add(new Late(this, took));
            }
        }

        private BlockedLoop blocked(long nanos, List<StackTraceElement> stack) {
            return new BlockedLoop(
                    job, lease.index(at), key(), Duration.ofNanos(nanos), thread.getName(), stack);
        }

        private String key() {
            try {
                return keys.apply(at);
            } catch (Throwable thrown) { // of the user's own
                return "its key threw " + thrown.getClass().getName();
            }
        }
    }

    public BlockingWatch(Duration limit, Consumer<? super BlockedLoop> report) {
        if (limit.isNegative() || limit.isZero()) {
            throw new IllegalArgumentException("limit " + limit + ": must be positive");
        }
        this.limit = limit;
        this.report = report;
    }

    /** What {@link #PROPERTY} asks for: warnings in the log; or null. */
    public static @Nullable BlockingWatch asked() {
        Long millis = Long.getLong(PROPERTY);
        return millis == null
                ? null
                : new BlockingWatch(
                        Duration.ofMillis(millis),
                        blocked -> LOG.log(Level.WARNING, blocked.toString()));
    }

    /** The calling thread, which is a loop's, begins to run code of an attempt. */
    <I> Hold hold(EventLoop loop, Job<I, ?> job, Lease<?, ?> lease, int at) {
        @SuppressWarnings("unchecked") // the lease is one of the job's
        Lease<I, ?> own = (Lease<I, ?>) lease;
        Hold begun = new Hold(loop, job.name(), lease, at, i -> job.key(own.input(i)));
        loop.hold(begun);
        return begun;
    }

    synchronized void begin(List<EventLoop> loops) {
        if (thread == null) {
            thread =
                    Thread.ofPlatform()
                            .daemon()
                            .name("hocket-async-watch")
                            .start(() -> watch(loops));
        }
    }

    /** The loops have ended: reports what is left, and waits for that in bounded time. */
    void end() {
        Thread watching;
        synchronized (this) {
            watching = thread;
        }
        if (watching == null) {
            return;
        }
        ended = true;
        watching.interrupt();
        try {
            boolean _ = watching.join(JOIN);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void watch(List<EventLoop> loops) {
        try {
            while (!ended) {
                long next = limit.toNanos() / LOOKS;
                for (EventLoop loop : loops) {
                    next = Math.min(next, look(loop));
                }
                returned(late.poll(next, TimeUnit.NANOSECONDS));
            }
        } catch (InterruptedException _) {
            // the engine is closed
        }
        for (Late left = late.poll(); left != null; left = late.poll()) {
            returned(left);
        }
    }

    private void returned(@Nullable Late one) {
        if (one != null) {
            tell(one.hold.blocked(one.nanos, List.of()));
        }
    }

    /**
     * Reports the attempt that holds a loop for too long; in how many nanoseconds to look again.
     */
    private long look(EventLoop loop) {
        Hold seen = loop.hold();
        if (seen == null || seen.told.get()) {
            return Long.MAX_VALUE;
        }
        long left = limit.toNanos() - (System.nanoTime() - seen.since);
        if (left > 0) {
            return left;
        }
        List<StackTraceElement> stack = List.of(seen.thread.getStackTrace());
        if (seen.equals(loop.hold()) && seen.told.compareAndSet(false, true)) {
            tell(seen.blocked(System.nanoTime() - seen.since, stack));
        }
        return Long.MAX_VALUE;
    }

    private void tell(BlockedLoop blocked) {
        try {
            report.accept(blocked);
        } catch (Throwable failed) { // of the user's own
            LOG.log(Level.WARNING, "the report of a blocked event loop failed", failed);
        }
    }
}
