package dev.hocket.conductor;

import dev.hocket.Cause;
import dev.hocket.Halt;
import dev.hocket.conductor.LaneGrant.Pending;
import dev.hocket.source.InputSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The decisions of a run, as a pure state machine: events in, instructions out; no thread, no
 * clock, no input or output. The driver ({@code RunState}) calls it under its lock and passes the
 * time; tests pass times of their own.
 *
 * <p><b>Counts.</b> An input is <i>claimed</i> when it is taken from the source, <i>running</i>
 * while an attempt is leased, <i>pending</i> while it waits (for a retry's time, the rate, its
 * key), <i>settled</i> when its outcome is final and <i>consumed</i> when the consumer has it.
 * {@code claimed = running + pending + settled} holds after every event, and {@code claimed −
 * consumed} never exceeds the window: this one bound provides backpressure and limits the reorder
 * buffer. A retry keeps its place in the window.
 *
 * <p><b>Who is next.</b> Waiting inputs come before new ones, and among these, retries that are due
 * come first. An input whose key is saturated waits in its key's queue ({@link KeyLimits}), and the
 * next one is considered; so no lane blocks on a key, and inputs of one key keep their order. A
 * claim is one piece of up to a lane's chunk, and never larger than the number of tokens of the
 * rate. It has one input if the next decision depends on it: if keys or bytes are counted, or among
 * the first 20 outcomes.
 *
 * <p><b>Ending.</b> The machine is closed when it halts or the source is exhausted, and ended when
 * in addition nothing runs or waits.
 *
 * @param <R> how the driver identifies a claimed input
 */
public final class Conductor<R> {
    private ConductorPlan plan;
    private final RetryBackoff backoff;
    private final @Nullable Gcra rate;
    private final ArrayDeque<Pending<R>> ready = new ArrayDeque<>();
    private final PriorityQueue<Delayed<R>> delayed = new PriorityQueue<>();
    private final KeyLimits<R> keys;
    private long order;
    private long claimed;
    private long running;
    private long pending;
    private long done;
    private long failed;
    private long cancelled;
    private long replayed;
    private long consumed;
    private long bytes;
    private long starts;
    private long lastDelay;
    private int chunk = 1;
    private boolean sourceEnded;
    private Halt.@Nullable Mode halted;

    private record Delayed<R>(long due, long order, Pending<R> pending)
            implements Comparable<Delayed<R>> {
        @Override
        public int compareTo(Delayed<R> other) {
            int byTime = Long.compare(due, other.due);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    public Conductor(ConductorPlan plan, RandomGenerator jitter) {
        this.plan = plan;
        this.backoff = new RetryBackoff(plan.retry(), jitter);
        this.rate = Gcra.of(plan.rate());
        this.keys = new KeyLimits<>(plan.keyWidth(), plan.keyRate(), ready);
    }

    /**
     * A lane asks for work.
     *
     * @param wanted how many inputs it would take at once
     * @param remaining how many the source still has, at least, or {@link InputSource#UNKNOWN}
     * @param sourceBusy whether another lane is reading the source
     */
    public LaneGrant<R> next(long now, int wanted, long remaining, boolean sourceBusy) {
        if (halted != null) {
            return new LaneGrant.Closed<>();
        }
        releaseDue(now);
        boolean token = rate == null || rate.conforming(now, 1) > 0;
        if (token && !ready.isEmpty()) {
            return start(ready.remove(), now);
        }
        if (token && !sourceEnded && !sourceBusy) {
            int count = claimable(now, wanted, remaining);
            if (count > 0) {
                claimed += count;
                start(now, count);
                return new LaneGrant.Claim<>(count);
            }
        }
        if (ended()) {
            return new LaneGrant.Closed<>();
        }
        return new LaneGrant.Wait<>(nextTime(now, token));
    }

    /**
     * A lane asks for one input alone.
     *
     * @param mine tells it among those that wait
     * @param unclaimed whether it is not claimed yet
     */
    public LaneGrant<R> next(long now, Predicate<R> mine, boolean unclaimed) {
        if (halted != null) {
            return new LaneGrant.Closed<>();
        }
        releaseDue(now);
        boolean token = rate == null || rate.conforming(now, 1) > 0;
        for (Iterator<Pending<R>> each = ready.iterator(); token && each.hasNext(); ) {
            Pending<R> waiting = each.next();
            if (mine.test(waiting.ref())) {
                each.remove();
                return start(waiting, now);
            }
        }
        if (token && unclaimed) {
            claimed++;
            start(now, 1);
            return new LaneGrant.Claim<>(1);
        }
        return new LaneGrant.Wait<>(nextTime(now, token));
    }

    private LaneGrant<R> start(Pending<R> next, long now) {
        pending--;
        start(now, 1);
        if (next.key() != null) {
            keys.start(next.key(), now);
        }
        return new LaneGrant.Start<>(next);
    }

    private int claimable(long now, int wanted, long remaining) {
        int most = plan.counted() || plan.looksSoon(done + failed) ? 1 : wanted;
        if (remaining != InputSource.UNKNOWN) {
            most = Math.clamp(remaining / (2L * plan.width()), 1, most);
        }
        chunk = Math.max(most, chunk - (chunk >> 3));
        long room = window() - (claimed - consumed);
        boolean little = room < Math.min(most, (window() - pending) / 8);
        if (room <= 0 || heavy() || (little && running > 0)) {
            return 0; // a larger piece comes when more is consumed
        }
        most = (int) Math.min(most, room);
        return rate == null ? most : rate.conforming(now, most);
    }

    private boolean heavy() {
        return bytes >= plan.windowBytes() && claimed > consumed;
    }

    private void start(long now, int count) {
        running += count;
        starts += count;
        if (rate != null) {
            rate.take(now, count);
        }
    }

    /** Whether a lane that asks now would get something. */
    public boolean more(long now, boolean sourceBusy) {
        if (halted != null) {
            return false;
        }
        releaseDue(now);
        if (rate != null && rate.conforming(now, 1) == 0) {
            return false;
        }
        return !ready.isEmpty() || (!sourceEnded && !sourceBusy && roomy());
    }

    /** When a lane that finds nothing now may find something, if nothing else happens. */
    public long nextTime(long now) {
        return nextTime(now, rate == null || rate.conforming(now, 1) > 0);
    }

    private long nextTime(long now, boolean token) {
        if (!token && rate != null) {
            return rate.next(now);
        }
        Delayed<R> first = delayed.peek();
        return Math.min(first == null ? LaneGrant.Wait.EVENT : first.due, keys.nextTime());
    }

    private void releaseDue(long now) {
        for (Delayed<R> first = delayed.peek();
                first != null && first.due <= now;
                first = delayed.peek()) {
            delayed.poll();
            enqueue(first.pending, now);
        }
        keys.tick(now);
    }

    private void enqueue(Pending<R> input, long now) {
        if (input.key() == null) {
            ready.add(input);
        } else {
            keys.add(input, input.key(), now);
        }
    }

    /** Of a claim, {@code count} inputs were not there, or ended without an attempt. */
    public void unclaimed(int count) {
        claimed -= count;
        neverStarted(count);
    }

    private void neverStarted(int count) {
        running -= count;
        starts -= count;
        if (rate != null) {
            rate.giveBack(count);
        }
    }

    /** A claimed input has a key: it waits for its turn, which may be at once. */
    public void admit(R ref, Object key, long now) {
        releaseDue(now); // those before it are looked at first
        neverStarted(1);
        pending++;
        enqueue(new Pending<>(ref, 1, key), now);
    }

    /** A claimed input failed before it could have an attempt. */
    public void broke() {
        neverStarted(1);
        failed++;
        checkHalt();
    }

    /** A leased input comes back without its attempt having been started. */
    public void returned(Pending<R> input, long now) {
        neverStarted(1);
        pending++;
        if (input.key() == null) {
            ready.add(input);
        } else {
            keys.returned(input, input.key(), now);
        }
    }

    /** A claimed input ended in an earlier run already, and is delivered without an attempt. */
    public void replayed() {
        neverStarted(1);
        replayed++;
    }

    /** The source has no more. */
    public void sourceEnded() {
        sourceEnded = true;
    }

    /** The source has more again: an outcome grew inputs. */
    public void sourceGrew() {
        sourceEnded = false;
    }

    /**
     * An attempt failed.
     *
     * @return whether it is to be tried again; if so the machine keeps it, else it is settled
     */
    public boolean failed(Pending<R> input, Cause cause, long now) {
        if (halted != null || !backoff.worthAnother(input.attempt(), cause)) {
            settle(input.key(), cause, now);
            return false;
        }
        running--;
        releaseKey(input.key(), now);
        pending++;
        Pending<R> again = new Pending<>(input.ref(), input.attempt() + 1, input.key());
        lastDelay = backoff.nanos(input.attempt(), cause);
        delayed.add(new Delayed<>(now + lastDelay, order++, again));
        return true;
    }

    /** An input that has just been settled goes on, as one that was not attempted yet. */
    public void reopened(Pending<R> input, boolean ofFailed) {
        if (ofFailed) {
            failed--;
        } else {
            done--;
        }
        pending++;
        ready.add(input);
    }

    /** How long the input waits that {@link #failed} took last. */
    public long lastDelay() {
        return lastDelay;
    }

    private void settle(@Nullable Object key, Cause cause, long now) {
        running--;
        releaseKey(key, now);
        if (cause instanceof Cause.Cancelled) {
            cancelled++;
        } else {
            failed++;
            checkHalt();
        }
    }

    private void releaseKey(@Nullable Object key, long now) {
        if (key != null) {
            keys.release(key, now);
        }
    }

    /** {@code count} attempts without a key gave outputs. */
    public void done(int count) {
        running -= count;
        done += count;
        checkHalt();
    }

    /** An attempt gave its output. */
    public void done(@Nullable Object key, long now) {
        releaseKey(key, now);
        done(1);
    }

    /**
     * Whether a lease would halt the run if it came back now with this many ends more, so that it
     * is not to start another attempt.
     */
    public boolean wouldHalt(int moreDone, int moreFailed) {
        return halted != null || plan.halt().reached(done + moreDone, failed + moreFailed);
    }

    private void checkHalt() {
        if (halted == null && plan.halt().reached(done, failed)) {
            halted = plan.halt().mode();
        }
    }

    /** The consumer has this many outcomes more. */
    public void consumed(long count) {
        consumed += count;
    }

    /** So many bytes were claimed, or, negative, consumed. */
    public void weigh(long change) {
        bytes += change;
    }

    /** Ends the run early; {@code NOW} goes further than {@code SOON}. */
    public void halt(Halt.Mode mode) {
        if (halted != Halt.Mode.NOW) {
            halted = mode;
        }
    }

    /** The inputs that wait and will not start any more; the driver settles each. */
    public List<Pending<R>> drop() {
        List<Pending<R>> dropped = new ArrayList<>(ready);
        ready.clear();
        while (!delayed.isEmpty()) {
            dropped.add(delayed.poll().pending);
        }
        keys.drop(dropped);
        return dropped;
    }

    /** An input from {@link #drop} has ended: as its last attempt did, or cancelled. */
    public void dropped(Cause cause) {
        pending--;
        if (cause instanceof Cause.Cancelled) {
            cancelled++;
        } else {
            failed++;
        }
    }

    /** There are this many lanes now. */
    public void width(int lanes) {
        plan = plan.withWidth(lanes);
    }

    /** How it was halted, or null while it is not. */
    public Halt.@Nullable Mode halted() {
        return halted;
    }

    /** Whether nothing more is claimed. */
    public boolean closed() {
        return halted != null || sourceEnded;
    }

    /** Whether all inputs were claimed and none of them was cancelled. */
    public boolean complete() {
        return sourceEnded && cancelled == 0;
    }

    /** Whether nothing more will happen but consumption. */
    public boolean ended() {
        return closed() && running == 0 && pending == 0;
    }

    /**
     * Whether enough room is free that waiting lanes should be woken: a quarter of what inputs that
     * wait for another attempt leave of the window.
     */
    public boolean roomy() {
        long room = window() - (claimed - consumed);
        return room > 0
                && !heavy()
                && (running == 0 || room >= Math.max(1, (window() - pending) / 4));
    }

    /** The window as it is now. */
    public int window() {
        return plan.window(chunk);
    }

    public Counts counts() {
        return new Counts(
                claimed, running, pending, done, failed, cancelled, replayed, starts, consumed);
    }

    /**
     * The machine's counters; {@code claimed = running + pending + done + failed + cancelled +
     * replayed}.
     */
    public record Counts(
            long claimed,
            long running,
            long pending,
            long done,
            long failed,
            long cancelled,
            long replayed,
            long starts,
            long consumed) {

        /** Ends that the consumer does not have yet. */
        public long unread() {
            return done + failed + cancelled + replayed - consumed;
        }
    }
}
