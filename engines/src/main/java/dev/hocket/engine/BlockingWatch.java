package dev.hocket.engine;

import dev.hocket.spi.Lease;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the event loops a few times in each limit and reports an attempt that was seen to hold
 * its loop for longer; once each. Attempts pay nothing for it.
 */
final class BlockingWatch {
    /** Which attempts of engines opened by name to report, in milliseconds; none by default. */
    static final String PROPERTY = "hocket.async.blocking";

    private static final System.Logger LOG = System.getLogger("dev.hocket.blocking");
    private static final int LOOKS = 5;
    private final Duration limit;
    private final Consumer<? super BlockedLoop> report;
    private final Map<EventLoop, Seen> seen = new HashMap<>();
    private @Nullable Thread thread;

    /** A lease is run once, so that it and a place in it name an attempt. */
    private record Seen(Lease<?, ?> lease, int at, long since, boolean told) {
        @SuppressWarnings("ReferenceEquality") // leases are who they are
        boolean same(Lease<?, ?> other, int place) {
            return lease == other && at == place;
        }
    }

    BlockingWatch(Duration limit, Consumer<? super BlockedLoop> report) {
        if (limit.isNegative() || limit.isZero()) {
            throw new IllegalArgumentException("limit " + limit + ": must be positive");
        }
        this.limit = limit;
        this.report = report;
    }

    /** What {@link #PROPERTY} asks for: warnings in the log; or null. */
    static @Nullable BlockingWatch asked() {
        Long millis = Long.getLong(PROPERTY);
        return millis == null
                ? null
                : new BlockingWatch(
                        Duration.ofMillis(millis),
                        blocked -> LOG.log(Level.WARNING, blocked.toString()));
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

    synchronized void end() {
        if (thread != null) {
            thread.interrupt();
        }
    }

    private void watch(List<EventLoop> loops) {
        try {
            while (true) {
                for (EventLoop loop : loops) {
                    look(loop, System.nanoTime());
                }
                Thread.sleep(limit.dividedBy(LOOKS));
            }
        } catch (InterruptedException _) {
            // the engine is closed
        }
    }

    private void look(EventLoop loop, long now) {
        EventLoop.Work work = loop.work();
        if (work == null) {
            seen.remove(loop);
            return;
        }
        int at = work.lease().current();
        Seen before = seen.get(loop);
        if (before == null || !before.same(work.lease(), at)) {
            seen.put(loop, new Seen(work.lease(), at, now, false));
        } else if (!before.told() && now - before.since() >= limit.toNanos()) {
            StackTraceElement[] stack = work.thread().getStackTrace();
            if (work.equals(loop.work()) && work.lease().current() == at) {
                seen.put(loop, new Seen(work.lease(), at, before.since(), true));
                tell(work, at, Duration.ofNanos(now - before.since()), List.of(stack));
            }
        }
    }

    private void tell(EventLoop.Work work, int at, Duration held, List<StackTraceElement> stack) {
        try {
            report.accept(
                    new BlockedLoop(
                            work.job(),
                            work.lease().index(at),
                            work.key(at),
                            held,
                            work.thread().getName(),
                            stack));
        } catch (RuntimeException failed) {
            LOG.log(Level.WARNING, "the report of a blocked event loop failed", failed);
        }
    }
}
