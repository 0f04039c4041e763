package dev.hocket.consume;

import dev.hocket.Outcome;
import dev.hocket.run.ActiveRun;
import dev.hocket.run.LeaseMailbox;
import dev.hocket.run.LeaseSlots;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The outcomes of a run, one after the other: as they complete, or in the order of the inputs. The
 * journal and the listeners see each outcome before it is returned here. Used by one thread at a
 * time.
 *
 * <p>In input order, leases wait by their first sequence number until it is their turn. A lease may
 * have gaps, for inputs that are being retried; their results arrive in leases of one slot and are
 * stored by their own numbers.
 */
final class OutcomeIterator<I, O extends @Nullable Object> implements Iterator<Outcome<I, O>> {
    private final OutcomeConsumer<I, O> consumer;
    private final OutcomeRecorder<I, O> recorder;
    private final boolean inOrder;
    private final ArrayDeque<LeaseSlots<I, O>> arrived = new ArrayDeque<>();
    private final PriorityQueue<LeaseSlots<I, O>> early =
            new PriorityQueue<>((a, b) -> Long.compare(a.seq(), b.seq()));
    private final Map<Long, LeaseSlots<I, O>> single = new HashMap<>();
    private @Nullable LeaseSlots<I, O> lease;
    private int slot;
    private int handedOut;
    private long nextSeq;
    private volatile boolean finished;

    OutcomeIterator(ActiveRun<I, O> run, OutcomeRecorder<I, O> recorder, boolean inOrder) {
        this.consumer = new OutcomeConsumer<>(run, LeaseMailbox.POLL_NANOS);
        this.recorder = recorder;
        this.inOrder = inOrder;
    }

    @Override
    public boolean hasNext() {
        return comes(Long.MAX_VALUE);
    }

    /** The next outcome, or null if none came in time, or none will. */
    @Nullable Outcome<I, O> poll(long nanos) {
        return comes(nanos) ? next() : null;
    }

    /** The next outcome if it is here already, or null. */
    @Nullable Outcome<I, O> arrived() {
        while (lease == null || !position()) {
            if (!nextArrived()) {
                return null;
            }
        }
        return next();
    }

    /** Whether all outcomes were taken of a run that has ended. */
    boolean finished() {
        return finished;
    }

    private boolean comes(long nanos) {
        while (true) {
            if (lease != null && position()) {
                return true;
            }
            if (inOrder ? nextInOrder() : nextArrived()) {
                continue;
            }
            if (finished || !receive(nanos)) {
                return false;
            }
        }
    }

    @Override
    public Outcome<I, O> next() {
        if (!hasNext() || lease == null) {
            throw new NoSuchElementException("all outcomes were taken");
        }
        handedOut++;
        nextSeq = lease.seq() + slot + 1;
        return lease.outcome(slot++);
    }

    /** Moves to the lease's next end; false, and the lease is left, if it has none. */
    private boolean position() {
        LeaseSlots<I, O> now = lease;
        if (now == null) {
            return false;
        }
        while (slot < now.size()) {
            if (now.delivers(slot)) {
                return true;
            }
            if (inOrder) {
                LeaseSlots<I, O> other = single.remove(now.seq() + slot);
                if (other == null) {
                    return false; // its end is still to come
                }
                now.adopt(slot, other);
                return true;
            }
            slot++;
        }
        release(now);
        return false;
    }

    private void release(LeaseSlots<I, O> now) {
        lease = null;
        boolean takes = arrived.isEmpty() && early.isEmpty() && single.isEmpty();
        consumer.consumed(now, handedOut, takes);
        handedOut = 0;
    }

    private boolean nextArrived() {
        lease = arrived.poll();
        slot = 0;
        return lease != null;
    }

    private boolean nextInOrder() {
        if (lease != null) {
            return single.containsKey(lease.seq() + slot);
        }
        LeaseSlots<I, O> first = early.peek();
        slot = 0;
        if (first != null && first.seq() <= nextSeq) {
            lease = early.poll();
            slot = (int) (nextSeq - first.seq()); // those before came by themselves, ahead of it
        } else {
            lease = single.remove(nextSeq);
        }
        return lease != null;
    }

    /**
     * Waits for leases, records them and sorts them in; false at the end of the run, or if none
     * came in time.
     */
    private boolean receive(long nanos) {
        ArrayDeque<LeaseSlots<I, O>> leases = consumer.take(nanos);
        if (leases == null) {
            finished = true;
            consumer.awaitStates();
            recorder.end();
            consumer.throwUnlessComplete();
            return false;
        }
        if (leases.isEmpty()) {
            return false;
        }
        recorder.record(leases);
        for (LeaseSlots<I, O> each : leases) {
            if (!inOrder) {
                arrived.add(each);
            } else if (each.isChild()) {
                single.put(each.seq(), each);
            } else {
                early.add(each);
            }
        }
        return true;
    }

    /** Consumes all that is left without making outcomes that nobody sees. */
    void drain() {
        while (receive(Long.MAX_VALUE)) {
            List<LeaseSlots<I, O>> all = new ArrayList<>(arrived);
            arrived.clear();
            for (LeaseSlots<I, O> each : all) {
                consumer.consumed(each, each.deliveries(), true);
            }
        }
    }

    /** Records what completed and will not be delivered any more. */
    void recordRest() {
        if (finished || recorder.broken()) {
            return;
        }
        for (ArrayDeque<LeaseSlots<I, O>> leases = consumer.takeNow();
                leases != null;
                leases = consumer.takeNow()) {
            recorder.record(leases);
        }
        recorder.end();
    }
}
