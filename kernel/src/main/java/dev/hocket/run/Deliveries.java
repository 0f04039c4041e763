package dev.hocket.run;

import dev.hocket.Outcome;
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
 * journal and the listeners have seen an outcome before it comes out here. Used by one thread at a
 * time.
 *
 * <p>In input order, leases wait by their first sequence number until it is their turn. A lease may
 * have holes, inputs that are being tried again; their ends come in leases of one slot and are kept
 * by their own numbers.
 */
final class Deliveries<I, O extends @Nullable Object> implements Iterator<Outcome<I, O>> {
    private final Consumption<I, O> consumption;
    private final Recorder<I, O> recorder;
    private final boolean inOrder;
    private final ArrayDeque<Slots<I, O>> arrived = new ArrayDeque<>();
    private final PriorityQueue<Slots<I, O>> early =
            new PriorityQueue<>((a, b) -> Long.compare(a.seq, b.seq));
    private final Map<Long, Slots<I, O>> single = new HashMap<>();
    private @Nullable Slots<I, O> lease;
    private int slot;
    private int handedOut;
    private long nextSeq;
    private boolean finished;

    Deliveries(RunCore<I, O> core, Recorder<I, O> recorder, boolean inOrder) {
        this.consumption = core.consumption(Mailbox.POLL_NANOS);
        this.recorder = recorder;
        this.inOrder = inOrder;
    }

    @Override
    public boolean hasNext() {
        while (true) {
            if (lease != null && position()) {
                return true;
            }
            if (inOrder ? nextInOrder() : nextArrived()) {
                continue;
            }
            if (finished || !receive()) {
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
        nextSeq = lease.seq + slot + 1;
        return lease.outcome(slot++);
    }

    /** Moves to the lease's next end; false, and the lease is left, if it has none. */
    private boolean position() {
        Slots<I, O> now = lease;
        if (now == null) {
            return false;
        }
        while (slot < now.size()) {
            if (now.delivers(slot)) {
                return true;
            }
            if (inOrder) {
                Slots<I, O> other = single.remove(now.seq + slot);
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

    private void release(Slots<I, O> now) {
        lease = null;
        boolean takes = arrived.isEmpty() && early.isEmpty() && single.isEmpty();
        consumption.consumed(now, handedOut, takes);
        handedOut = 0;
    }

    private boolean nextArrived() {
        lease = arrived.poll();
        slot = 0;
        return lease != null;
    }

    private boolean nextInOrder() {
        if (lease != null) {
            return single.containsKey(lease.seq + slot);
        }
        Slots<I, O> first = early.peek();
        slot = 0;
        if (first != null && first.seq <= nextSeq) {
            lease = early.poll();
            slot = (int) (nextSeq - first.seq); // those before came by themselves, ahead of it
        } else {
            lease = single.remove(nextSeq);
        }
        return lease != null;
    }

    /** Waits for leases, records them and sorts them in; false at the end of the run. */
    private boolean receive() {
        ArrayDeque<Slots<I, O>> leases = consumption.take();
        if (leases == null) {
            finished = true;
            recorder.end();
            consumption.throwFailure();
            return false;
        }
        recorder.record(leases);
        for (Slots<I, O> each : leases) {
            if (!inOrder) {
                arrived.add(each);
            } else if (each.held != null) {
                single.put(each.seq, each);
            } else {
                early.add(each);
            }
        }
        return true;
    }

    /** Consumes all that is left without making outcomes that nobody sees. */
    void drain() {
        while (receive()) {
            List<Slots<I, O>> all = new ArrayList<>(arrived);
            arrived.clear();
            for (Slots<I, O> each : all) {
                consumption.consumed(each, each.deliveries(), true);
            }
        }
    }

    /** Records what completed and will not be delivered any more. */
    void recordRest() {
        if (finished || recorder.broken()) {
            return;
        }
        for (ArrayDeque<Slots<I, O>> leases = consumption.takeNow();
                leases != null;
                leases = consumption.takeNow()) {
            recorder.record(leases);
        }
        recorder.end();
    }
}
