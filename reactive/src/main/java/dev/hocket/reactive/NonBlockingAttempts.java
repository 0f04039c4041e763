package dev.hocket.reactive;

import dev.hocket.spi.Lanes;
import dev.hocket.spi.LostLanes;
import dev.hocket.spi.Supply;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Attempts in their non-blocking form: in flight they hold a permit of the engine and no thread.
 *
 * <p>A run that an attempt starts on a thread of the scheduler may be what the attempt's stage
 * waits for, so it brings a permit of its own until it ends: where attempts that wait for their
 * runs hold all the others, that one is left.
 */
final class NonBlockingAttempts implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("dev.hocket");

    /** So many attempts may be lost and replaced at a time. */
    private static final int MOST_REPLACED = 64;

    private final int width;
    private final PipelineWorkers threads;
    private final LostLanes losses = new LostLanes(MOST_REPLACED);
    private final Set<NonBlockingLanes<?, ?>> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    // Guarded by the deque.
    private final ArrayDeque<NonBlockingLane<?, ?>> waiting = new ArrayDeque<>();
    private int permits;

    NonBlockingAttempts(int width) {
        this.width = width;
        this.permits = width;
        int cores = Runtime.getRuntime().availableProcessors();
        this.threads = new PipelineWorkers(Math.min(width, cores), "hocket-reactive-flights-");
    }

    int width() {
        return width;
    }

    PipelineWorkers threads() {
        return threads;
    }

    LostLanes losses() {
        return losses;
    }

    /** Starts lanes for a run. */
    <I, O extends @Nullable Object> Lanes lanes(Supply<I, O> supply, int lanes) {
        refuseIfClosed();
        NonBlockingLanes<I, O> started = new NonBlockingLanes<>(this, supply, threads.current());
        open.add(started);
        if (closed) { // close() may have looked before
            open.remove(started);
            refuseIfClosed();
        }
        started.width(lanes);
        return started;
    }

    private void refuseIfClosed() {
        if (closed) {
            throw new IllegalStateException("the engine reactive is closed");
        }
    }

    void ended(NonBlockingLanes<?, ?> lanes) {
        open.remove(lanes);
    }

    /** Takes a permit; if there is none, the lane is granted one when its turn has come. */
    boolean take(NonBlockingLane<?, ?> lane) {
        synchronized (waiting) {
            if (permits > 0) {
                permits--;
                return true;
            }
            waiting.add(lane);
            return false;
        }
    }

    /** Gives a permit back, or adds one. */
    void give() {
        NonBlockingLane<?, ?> next;
        synchronized (waiting) {
            next = permits < 0 ? null : waiting.poll();
            if (next == null) {
                permits++;
            }
        }
        if (next != null) {
            next.granted();
        }
    }

    /** One permit less, now or when one comes back. */
    void remove() {
        synchronized (waiting) {
            permits--;
        }
    }

    /** Whether lanes wait for a permit. */
    boolean contended() {
        synchronized (waiting) {
            return !waiting.isEmpty();
        }
    }

    /** An attempt is lost and not replaced. */
    void tooMany() {
        int missing = losses.missing();
        LOG.log(
                Level.WARNING,
                "engine reactive: {0} lanes are lost to attempts that ignore their cancellation,"
                        + " and are no longer replaced; {1} of {2} lanes are left",
                MOST_REPLACED + missing,
                Math.max(0, width - missing),
                width);
        if (missing >= Math.min(width, Runtime.getRuntime().availableProcessors())) {
            Throwable why =
                    new IllegalStateException(
                            "the lanes of reactive are lost to attempts that ignore their"
                                    + " cancellation");
            open.forEach(lanes -> lanes.supply().broken(why));
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        Supply.shutDown(open.stream().<Supply<?, ?>>map(NonBlockingLanes::supply).toList());
        Set<String> left = threads.close();
        if (!left.isEmpty()) {
            LOG.log(
                    Level.WARNING,
                    "engine reactive is closed, but these daemon threads did not end: {0}",
                    String.join(", ", left));
        }
    }
}
