package dev.hocket.run;

import dev.hocket.Cause;
import dev.hocket.Done;
import dev.hocket.Failed;
import dev.hocket.Outcome;
import dev.hocket.Stats;
import dev.hocket.source.Claimed;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a lease holds: inputs and ends side by side in arrays, one slot an attempt. Written by its
 * lane until it is handed in, by the run's lock holder from then on, and read by the consumer last.
 */
abstract sealed class Ends<I, O extends @Nullable Object> permits Slots {
    private static final VarHandle CURRENT;

    static {
        try {
            CURRENT = MethodHandles.lookup().findVarHandle(Ends.class, "current", int.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    final RunCore<I, O> run;
    final long seq;
    final Claimed<I> claimed;
    final @Nullable Held<I, O> held;
    final int attempt;
    final @Nullable Object limitKey;
    final @Nullable Object[] results;
    long @Nullable [] starts;
    long @Nullable [] took;
    long from;
    long to;
    int ran;

    /** How many attempts, among those that ran, went on in leases of their own. */
    int departed;

    /** Whether it comes back from no lane, as an attempt departed with its last one. */
    boolean laneless;

    /** Whether any slot holds something else than a plain output. */
    boolean marked;

    String lane = "";
    boolean replayed;
    long weight;
    private @Nullable Outcome<I, O> @Nullable [] outcomes;

    @SuppressWarnings("UnusedVariable") // by its handle
    private int current;

    Ends(
            RunCore<I, O> run,
            long seq,
            Claimed<I> claimed,
            @Nullable Held<I, O> held,
            int attempt,
            @Nullable Object limitKey,
            @Nullable Object[] results) {
        this.run = run;
        this.seq = seq;
        this.claimed = claimed;
        this.held = held;
        this.attempt = attempt;
        this.limitKey = limitKey;
        this.results = results;
    }

    /** The {@code i}-th attempt is about to start. */
    void at(int i) {
        CURRENT.setRelease(this, i);
    }

    public int current() {
        return (int) CURRENT.getAcquire(this);
    }

    void put(int i, @Nullable Object result) {
        results[i] = result;
        marked |= result instanceof Flop;
    }

    public int size() {
        return results.length;
    }

    public I input(int i) {
        return claimed.input(held == null ? i : held.slot);
    }

    public int attempt(int i) {
        return attempt;
    }

    public long index(int i) {
        return claimed.index(held == null ? i : held.slot);
    }

    /** The bytes that the window counts for its input, where it counts them; it has one then. */
    long weight() {
        return held == null ? weight : held.root.weight;
    }

    /** Whether the slot carries an end, not a mark that another lease carries it on. */
    boolean delivers(int i) {
        return !(results[i] instanceof Flop.Mark);
    }

    /** How many slots carry an end. */
    int deliveries() {
        int count = 0;
        for (int i = 0; i < size(); i++) {
            count += delivers(i) ? 1 : 0;
        }
        return count;
    }

    /** Takes over the end of an input that another lease carried on. */
    void adopt(int i, Ends<I, O> other) {
        results[i] = other.results[0];
        Outcome<I, O> end = other.outcome(0);
        outcomeArray()[i] = end;
    }

    /** The {@code i}-th outcome, made once: listeners and consumer see the same object. */
    Outcome<I, O> keepOutcome(int i) {
        Outcome<I, O> made = outcome(i);
        outcomeArray()[i] = made;
        return made;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private @Nullable Outcome<I, O>[] outcomeArray() {
        if (outcomes == null) {
            outcomes = new Outcome[size()];
        }
        return outcomes;
    }

    /** Whether durations were measured for the lease alone. */
    boolean averaged() {
        return took == null;
    }

    long tookNanos(int i) {
        return took == null ? (ran == 0 ? 0 : (to - from) / ran) : took[i];
    }

    long startNanos(int i) {
        return starts == null ? from + i * tookNanos(i) : starts[i];
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // whether an output may be null is O's to say
    O output(int i) {
        Object result = results[i];
        return (O) (result instanceof Flop.Grew grew ? grew.output() : result);
    }

    /** The end of the {@code i}-th input. */
    Outcome<I, O> outcome(int i) {
        @Nullable Outcome<I, O> made = outcomes == null ? null : outcomes[i];
        if (made != null) {
            return made;
        }
        Object result = results[i];
        boolean never =
                replayed
                        || (result instanceof Flop.Broke(Cause.Cancelled(boolean started, _))
                                && !started);
        Stats stats =
                new Stats(
                        index(i),
                        never ? Math.max(0, attempt - 1) : attempt,
                        run.instant(never ? to : startNanos(i)),
                        Duration.ofNanos(never ? 0 : tookNanos(i)),
                        averaged(),
                        never ? "" : lane);
        return result instanceof Flop.Broke(Cause cause)
                ? new Failed<>(input(i), cause, stats)
                : new Done<>(input(i), output(i), stats);
    }
}
