package dev.hocket.engine.loop;

import dev.hocket.Engine;
import dev.hocket.spi.Lane;
import dev.hocket.spi.Lanes;
import dev.hocket.spi.LostLanes;
import dev.hocket.spi.Supply;
import dev.hocket.spi.Trait;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Runs attempts in their non-blocking form: a limited number of them is in flight, started and
 * recorded by one or two event loops.
 *
 * <p>An attempt holds a <i>slot</i> from its start to its end, and nothing else: no thread waits
 * for it. Slots are counted for the whole engine and for each run, so a run may have a smaller
 * width; a loop that finds no free slot is woken when another loop frees one.
 *
 * <p><b>Runs within runs.</b> An attempt that starts a run on its own engine and returns a stage
 * that completes with this run holds a slot while it does nothing. Each run that an attempt starts
 * on its loop therefore adds a slot until it ends: if {@code k} attempts wait for their runs, there
 * are {@code width + k} slots, and at least one is left for the runs. Waiting for a run on a loop's
 * thread would stop everything that the loop has in flight, possibly forever, and is refused.
 */
public final class AsyncEngine implements Engine {
    public static final Set<Trait> TRAITS =
            Set.of(Trait.NON_BLOCKING, Trait.CONCURRENT, Trait.BACKGROUND, Trait.DEADLINES);

    private static final System.Logger LOG = System.getLogger("dev.hocket");
    private static final int MOST_LOOPS = 2;

    /** So many attempts may be lost and replaced at a time. */
    private static final int MOST_REPLACED = 64;

    private final int width;
    private final AtomicInteger slots;
    private final List<EventLoop> loops = new ArrayList<>();
    private final Set<AsyncLanes<?, ?>> open = ConcurrentHashMap.newKeySet();
    private final LostLanes losses = new LostLanes(MOST_REPLACED);
    private final @Nullable BlockingWatch watch;
    private volatile boolean closed;

    /**
     * An engine.
     *
     * @param watch what is told which attempts hold a loop, or null
     */
    public AsyncEngine(int width, @Nullable BlockingWatch watch) {
        this.width = width;
        this.watch = watch;
        this.slots = new AtomicInteger(width);
        int cores = Runtime.getRuntime().availableProcessors();
        for (int i = 1; i <= Math.min(Math.min(MOST_LOOPS, cores), width); i++) {
            loops.add(new EventLoop("hocket-async-" + i));
        }
    }

    @Override
    public String name() {
        return "async";
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public Set<Trait> traits() {
        return TRAITS;
    }

    @Override
    public <I, O extends @Nullable Object> Lanes lanes(Supply<I, O> supply, int lanes) {
        refuseIfClosed();
        AsyncLanes<I, O> started = new AsyncLanes<>(this, supply, lanes, onLoop());
        open.add(started);
        if (closed) { // close() may have looked before
            open.remove(started);
            refuseIfClosed();
        }
        if (watch != null) {
            watch.begin(loops);
        }
        started.start(loops);
        return started;
    }

    private void refuseIfClosed() {
        if (closed) {
            throw new IllegalStateException("the engine async is closed");
        }
    }

    /** What is told which attempts hold the loops, or null. */
    @Nullable BlockingWatch watch() {
        return watch;
    }

    /** Whether the calling thread is one of its loops. */
    boolean onLoop() {
        return loops.stream().anyMatch(EventLoop::current);
    }

    /** Takes a slot, if one is free. */
    boolean takeSlot() {
        return take(slots);
    }

    /** Counts down, but not below zero. */
    static boolean take(AtomicInteger count) {
        for (int free = count.get(); free > 0; free = count.get()) {
            if (count.compareAndSet(free, free - 1)) {
                return true;
            }
        }
        return false;
    }

    /** A slot is free again, or there is one more. */
    void giveSlot() {
        slots.incrementAndGet();
        wakeStarving();
    }

    /** One slot less than there was, now or when one is free. */
    void removeSlot() {
        slots.decrementAndGet();
    }

    void wakeStarving() {
        for (EventLoop loop : loops) {
            loop.wakeIfStarving();
        }
    }

    /** A lane was given up: its stage does not complete, or its task keeps the thread. */
    void lost(Lane lane, AsyncLanes<?, ?> lanes) {
        synchronized (losses) {
            switch (losses.lost(lane)) {
                case BACK -> loops.forEach(loop -> loop.forget(lane)); // gone for a moment only
                case REPLACED -> {
                    replaceThread(lane);
                    lanes.giveSlot();
                }
                case TOO_MANY -> tooMany(lane);
            }
        }
    }

    private void replaceThread(Lane lane) {
        Thread stuck = lane.thread();
        if (stuck != null) {
            loops.forEach(loop -> loop.replace(stuck, lane));
        }
    }

    private void tooMany(Lane lane) {
        int missing = losses.missing();
        LOG.log(
                Level.WARNING,
                "engine async: {0} slots are lost to attempts that ignore their cancellation, and"
                        + " are no longer replaced; {1} of {2} attempts may be in flight",
                MOST_REPLACED + missing,
                Math.max(0, width - missing),
                width);
        if (missing >= width || lane.thread() != null) {
            replaceThread(lane); // for what is left to do
            Throwable why =
                    new IllegalStateException(
                            "all lanes of async are lost to attempts that ignore their"
                                    + " cancellation");
            open.forEach(lanes -> lanes.supply().broken(why));
        }
    }

    /** The attempt of a lane that was given up has ended. */
    void back(Lane lane, AsyncLanes<?, ?> lanes) {
        synchronized (losses) {
            if (!losses.back(lane)) {
                lanes.giveSlot();
            }
        }
    }

    void ended(AsyncLanes<?, ?> lanes) {
        open.remove(lanes);
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        Supply.shutDown(open.stream().<Supply<?, ?>>map(AsyncLanes::supply).toList());
        loops.forEach(EventLoop::end);
        List<String> left =
                loops.stream().filter(loop -> !loop.join()).map(EventLoop::name).toList();
        if (watch != null) {
            watch.end();
        }
        if (!left.isEmpty()) {
            LOG.log(
                    Level.WARNING,
                    "engine async is closed, but these daemon threads did not end: {0}",
                    String.join(", ", left));
        }
    }

    @Override
    public String toString() {
        return name() + ":" + width;
    }
}
