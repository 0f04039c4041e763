package dev.hocket.conductor;

import dev.hocket.Rate;
import dev.hocket.conductor.LaneGrant.Pending;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The limits per key of a {@link Conductor}: which inputs that share a key may start.
 *
 * <p>Each key has one queue, so that its inputs keep their order. An input leaves it for the
 * conductor's ready queue when the key has a free place, and its rate has a token that no other
 * ready input of the key will take. The token is taken when the input starts, not when it becomes
 * ready: a key whose inputs had to wait for a lane does not start them in one burst.
 *
 * <p>A key that is not in use is removed as soon as its rate would not delay anything, so that a
 * run over millions of keys does not keep them all.
 */
public final class KeyLimits<R> {
    private final int width;
    private final @Nullable Rate rate;
    private final Collection<Pending<R>> ready;
    private final Map<Object, State<R>> states = new HashMap<>();
    private final PriorityQueue<Alarm<R>> tokens = new PriorityQueue<>();
    private final PriorityQueue<Alarm<R>> unused = new PriorityQueue<>();

    private static final class State<R> {
        final Object key;
        final ArrayDeque<Pending<R>> waiting = new ArrayDeque<>();
        final @Nullable Gcra rate;

        /** Inputs that run or are ready. */
        int held;

        /** Inputs that are ready. */
        int ready;

        boolean alarmed;

        State(Object key, @Nullable Rate rate) {
            this.key = key;
            this.rate = Gcra.of(rate);
        }
    }

    /** A time at which a key is to be looked at. */
    private record Alarm<R>(long due, State<R> state) implements Comparable<Alarm<R>> {
        @Override
        public int compareTo(Alarm<R> other) {
            return Long.compare(due, other.due);
        }
    }

    /**
     * @param ready where inputs go that may start
     */
    public KeyLimits(int width, @Nullable Rate rate, Collection<Pending<R>> ready) {
        this.width = width;
        this.rate = rate;
        this.ready = ready;
    }

    /** An input waits for its key's turn, which may be at once. */
    public void add(Pending<R> input, Object key, long now) {
        State<R> state = states.computeIfAbsent(key, any -> new State<>(key, rate));
        state.waiting.add(input);
        promote(state, now);
    }

    private void promote(State<R> state, long now) {
        while (!state.waiting.isEmpty() && state.held < width && token(state, now)) {
            state.held++;
            state.ready++;
            ready.add(state.waiting.remove());
        }
        if (state.rate != null
                && !state.alarmed
                && state.ready == 0 // else it is looked at when that starts
                && state.held < width
                && !state.waiting.isEmpty()) {
            state.alarmed = true;
            tokens.add(new Alarm<>(state.rate.next(now), state));
        }
    }

    private boolean token(State<R> state, long now) {
        return state.rate == null || state.rate.conforming(now, state.ready + 1) > state.ready;
    }

    /** A ready input starts. */
    public void start(Object key, long now) {
        State<R> state = states.get(key);
        if (state == null) {
            return;
        }
        state.ready--;
        if (state.rate != null) {
            state.rate.take(now, 1);
            promote(state, now);
        }
    }

    /** A started input did not start after all, and goes back to the head of its key's queue. */
    public void returned(Pending<R> input, Object key, long now) {
        State<R> state = states.get(key);
        if (state == null) {
            return;
        }
        if (state.rate != null) {
            state.rate.giveBack(1);
        }
        state.held--;
        state.waiting.addFirst(input);
        promote(state, now);
    }

    /** A started input has ended, or waits for another attempt. */
    public void release(Object key, long now) {
        State<R> state = states.get(key);
        if (state == null) {
            return;
        }
        state.held--;
        promote(state, now);
        forget(state, now);
    }

    private void forget(State<R> state, long now) {
        if (state.held > 0 || !state.waiting.isEmpty()) {
            return;
        }
        if (state.rate == null || state.rate.idle(now)) {
            states.remove(state.key, state);
        } else {
            unused.add(new Alarm<>(state.rate.idleAt(), state));
        }
    }

    /** Looks at the keys whose time has come. */
    public void tick(long now) {
        for (Alarm<R> first = tokens.peek();
                first != null && first.due <= now;
                first = tokens.peek()) {
            tokens.remove();
            first.state.alarmed = false;
            promote(first.state, now);
        }
        for (Alarm<R> first = unused.peek();
                first != null && first.due <= now;
                first = unused.peek()) {
            unused.remove();
            forget(first.state, now);
        }
    }

    /** When a key that waits for its rate may continue, or {@link LaneGrant.Wait#EVENT}. */
    public long nextTime() {
        Alarm<R> first = tokens.peek();
        return first == null ? LaneGrant.Wait.EVENT : first.due;
    }

    /** Takes out all inputs that wait. */
    public void drop(List<Pending<R>> into) {
        for (State<R> state : states.values()) {
            into.addAll(state.waiting);
            state.waiting.clear();
        }
    }

    /** How many keys are known. */
    public int size() {
        return states.size();
    }
}
