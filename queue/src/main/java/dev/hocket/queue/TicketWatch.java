package dev.hocket.queue;

import dev.hocket.queue.store.QueueStore;
import dev.hocket.queue.store.StoreException;
import dev.hocket.queue.store.StoredJob;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * Completes the tickets for which somebody waits: one thread, which lives while there are such,
 * looks for their outcomes after each change of the store. A look at many tickets costs the
 * database time, so the next one comes after a pause that is longer than the look.
 */
final class TicketWatch {
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final int PAUSE_FACTOR = 5;

    /** Somebody who waits for a job. */
    interface Waiting {
        void ended(StoredJob job);

        void fails(QueueException why);
    }

    private final QueueStore store;

    // Guarded by this.
    private final Map<Long, List<Waiting>> waiting = new LinkedHashMap<>();
    private boolean looking;
    private boolean closed;

    TicketWatch(QueueStore store) {
        this.store = store;
    }

    void add(long id, Waiting one) {
        synchronized (this) {
            if (!closed) {
                waiting.computeIfAbsent(id, _ -> new ArrayList<>(1)).add(one);
                if (!looking) {
                    looking = true;
                    Thread _ =
                            Thread.ofPlatform().daemon().name("hocket-tickets").start(this::look);
                }
                store.wake(); // it may have ended already
                return;
            }
        }
        one.fails(closed(id));
    }

    private static QueueException closed(long id) {
        return new QueueException("the queue was closed before job " + id + " had ended");
    }

    private void look() {
        long seen = 0;
        for (List<Long> ids = ids(); !ids.isEmpty(); ids = ids()) {
            long began = System.nanoTime();
            try {
                // Taken before the look, so that a change during the look is seen by the next one.
                List<StoredJob> ended = store.ended(ids);
                ended.forEach(this::ended);
                long took = System.nanoTime() - began;
                LockSupport.parkNanos(took * PAUSE_FACTOR);
            } catch (StoreException gone) {
                if (!gone.isPassing()) {
                    failAll(Queue.failure(gone));
                }
            }
            try {
                seen = store.awaitChange(seen, POLL);
            } catch (StoreException gone) {
                LockSupport.parkNanos(POLL.toNanos());
            }
        }
    }

    /** What is waited for; the thread ends if that is nothing. */
    private synchronized List<Long> ids() {
        looking = !waiting.isEmpty() && !closed;
        return looking ? List.copyOf(waiting.keySet()) : List.of();
    }

    private void ended(StoredJob job) {
        List<Waiting> those;
        synchronized (this) {
            those = waiting.remove(job.id());
        }
        if (those != null) {
            those.forEach(one -> one.ended(job));
        }
    }

    private void failAll(QueueException why) {
        List<List<Waiting>> all;
        synchronized (this) {
            all = List.copyOf(waiting.values());
            waiting.clear();
        }
        all.forEach(those -> those.forEach(one -> one.fails(why)));
    }

    void close() {
        synchronized (this) {
            closed = true;
        }
        Map<Long, List<Waiting>> left;
        synchronized (this) {
            left = Map.copyOf(waiting);
            waiting.clear();
        }
        store.wake();
        left.forEach((id, those) -> those.forEach(one -> one.fails(closed(id))));
    }
}
