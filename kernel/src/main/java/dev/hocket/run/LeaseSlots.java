package dev.hocket.run;

import dev.hocket.Cause;
import dev.hocket.Done;
import dev.hocket.Failed;
import dev.hocket.Outcome;
import dev.hocket.Stats;
import dev.hocket.batch.BatchSplit;
import dev.hocket.conductor.LaneGrant;
import dev.hocket.source.ClaimedInputs;
import dev.hocket.source.KnownSizes;
import dev.hocket.spi.Lane;
import dev.hocket.spi.Lease;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A lease: inputs and their results in parallel arrays, one slot per attempt. It is written by the
 * lane that has it until it is returned, then under the run's lock, and finally read by the
 * consumer.
 *
 * <p>A lease that claims inputs is a <i>root</i>. An input that is retried, or that waited before
 * its first attempt, runs in a child with one slot that refers to its place in the root.
 *
 * <p>Attempts go through a lease in one of three ways, each a {@link LeaseAttempts}: on the lane's
 * thread, in flight on an event loop, or elsewhere.
 */
public final class LeaseSlots<I, O extends @Nullable Object> implements Lease<I, O> {
    private static final VarHandle CURRENT;

    static {
        try {
            CURRENT = MethodHandles.lookup().findVarHandle(LeaseSlots.class, "current", int.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private final RunState<I, O> run;
    private final long seq;
    private ClaimedInputs<I> claimed; // changes only between the spans of its lane
    private final @Nullable WaitingInput<I, O> child;
    private final int attempt;
    private final @Nullable Object limitKey;
    private final @Nullable Object[] results;
    private final AttemptTimes times;

    /** How many attempts continued in leases of their own. */
    private int departed;

    /** Whether it comes back from no lane, as an attempt departed with its last one. */
    private boolean laneless;

    /** Whether any slot holds something else than a plain output. */
    private boolean marked;

    /** How many attempts its lane may start; 0 once one has failed so that no more may. */
    int limit;

    private int failures;
    String lane = "";
    private boolean replayed;
    private boolean handedOver;

    /** The bytes of each of its inputs in the window. */
    private long weight;

    /** The bytes of its outputs in the window. */
    private long held;

    private @Nullable Outcome<I, O> @Nullable [] outcomes;
    private @Nullable RemoteAttempts<I, O> remote;

    @SuppressWarnings("UnusedVariable") // by its handle
    private int current;

    /** A root. */
    public LeaseSlots(RunState<I, O> run, long seq, ClaimedInputs<I> claimed) {
        this(
                run,
                seq,
                claimed,
                null,
                1,
                null,
                new @Nullable Object[claimed.size()],
                new AttemptTimes(claimed.size()));
    }

    /** A child. */
    public LeaseSlots(RunState<I, O> run, LaneGrant.Pending<WaitingInput<I, O>> pending) {
        this(
                run,
                pending.ref().root().seq + pending.ref().slot(),
                pending.ref().root().claimed,
                pending.ref(),
                pending.attempt(),
                pending.key(),
                new @Nullable Object[1],
                new AttemptTimes(1));
    }

    private LeaseSlots(
            RunState<I, O> run,
            long seq,
            ClaimedInputs<I> claimed,
            @Nullable WaitingInput<I, O> child,
            int attempt,
            @Nullable Object limitKey,
            @Nullable Object[] results,
            AttemptTimes times) {
        this.run = run;
        this.seq = seq;
        this.claimed = claimed;
        this.child = child;
        this.attempt = attempt;
        this.limitKey = limitKey;
        this.results = results;
        this.times = times;
        this.limit = results.length;
    }

    // Its inputs.

    public RunState<I, O> run() {
        return run;
    }

    /** The number of its first input among all those claimed. */
    public long seq() {
        return seq;
    }

    /** Whether it carries on an input of another lease. */
    public boolean isChild() {
        return child != null;
    }

    public @Nullable Object limitKey() {
        return limitKey;
    }

    @Override
    public int size() {
        return results.length;
    }

    @Override
    public I input(int i) {
        return child == null ? claimed.input(i) : child.input(claimed);
    }

    @Override
    public long index(int i) {
        return claimed.index(child == null ? i : child.slot());
    }

    @Override
    public int attempt(int i) {
        return attempt;
    }

    @Override
    public int current() {
        return (int) CURRENT.getAcquire(this);
    }

    /** What the {@code i}-th input is known by while it waits. */
    public WaitingInput<I, O> waiting(int i) {
        return child == null ? new WaitingInput<>(this, i) : child;
    }

    public LaneGrant.Pending<WaitingInput<I, O>> pending(int i) {
        return new LaneGrant.Pending<>(waiting(i), attempt, limitKey);
    }

    /**
     * The window counts this many bytes for its inputs, the same for each.
     *
     * @return how many it counts for all
     */
    public long weigh(long bytes) {
        weight = bytes / size();
        return weight * size();
    }

    /** The bytes of its outputs, as far as they are known. */
    public long outputBytes() {
        return marked ? SlotResult.bytes(results) : KnownSizes.ofAll(results, results.length);
    }

    /** The window counts this many bytes more, until its consumer has done with it. */
    public long hold(long bytes) {
        held += bytes;
        return bytes;
    }

    /** The bytes that the window counts no more, as its consumer has this many ends of it. */
    public long release(int count) {
        long released = held + count * (child == null ? weight : child.root().weight);
        held = 0;
        return released;
    }

    /** Whether its input was submitted, and is not wanted any more. */
    public boolean unwanted() {
        return claimed instanceof ClaimedInputs.Handed<I> one && !one.handed().wanted();
    }

    /** Whether it is of this one input, which was submitted. */
    boolean holds(SubmittedInput<?, ?> one) {
        return claimed instanceof ClaimedInputs.Handed<I> handed && handed.handed().equals(one);
    }

    /** The one input that was submitted. */
    SubmittedInput<I, O> submission() {
        return SubmissionQueue.cast(((ClaimedInputs.Handed<I>) claimed).handed());
    }

    /** Its input, which was submitted, has its output: another one takes its place. */
    void takeOver(ClaimedInputs<I> next) {
        results[0] = SlotResult.Mark.UNSTARTED;
        times.ended(0, times.to());
        claimed = next;
    }

    /** The first input that was submitted and ran in its place. */
    SubmittedInput<I, O> opened() {
        return SubmissionQueue.cast(((ClaimedInputs.Handed<I>) claimed).opened());
    }

    /** Whether a watchdog gave up its attempt and brings it back. */
    boolean isHandedOver() {
        return handedOver;
    }

    // The three ways through it.

    @Override
    public void run(Lane lane) {
        new LocalAttempts<>(this).take((RunLane) lane);
    }

    @Override
    public void runAsync(Lane lane, Loop loop) {
        new AsyncAttempts<>(this, loop, ((RunLane) lane).timed()).take((RunLane) lane);
    }

    private RemoteAttempts<I, O> remote() {
        RemoteAttempts<I, O> existing = remote;
        if (existing == null) {
            existing = new RemoteAttempts<>(this);
            remote = existing;
        }
        return existing;
    }

    @Override
    public boolean started(Lane lane, int i) {
        return remote().started((RunLane) lane, i);
    }

    @Override
    public void took(int i, int count, long nanos) {
        remote().took(i, count, nanos);
    }

    @Override
    public void done(Lane lane, int i, O output) {
        remote().done((RunLane) lane, i, output);
    }

    @Override
    public void failed(Lane lane, int i, Cause cause) {
        remote().failed((RunLane) lane, i, cause);
    }

    @Override
    public void giveBack(Lane lane, int i) {
        remote().giveBack((RunLane) lane, i);
    }

    // What attempts leave in it.

    /** A lane begins with it. */
    public void begin(RunLane by, long now) {
        lane = by.name();
        times.begin(now);
    }

    /** When its attempts ran. */
    public AttemptTimes times() {
        return times;
    }

    /** The {@code i}-th attempt is about to start. */
    public void at(int i) {
        CURRENT.setRelease(this, i);
    }

    /** Whether the {@code i}-th attempt may be started, as far as the lease knows. */
    public boolean allows(int i) {
        return i < limit;
    }

    /** An output, or what {@link #output} or {@link #threw} made of an end. */
    public void put(int i, @Nullable Object result) {
        results[i] = result;
    }

    /** How the {@code i}-th attempt ended that gave an output. */
    public @Nullable Object output(int i, O output) {
        if (!run.context().growing()) {
            return output;
        }
        List<SlotResult.GrownInput<?>> grown = new ArrayList<>();
        for (I each : run.context().job().grow(input(i), output)) {
            grown.add(SlotResult.GrownInput.of(run.context().job(), each));
        }
        if (grown.isEmpty()) {
            return output;
        }
        marked = true;
        return new SlotResult.Growth(output, grown);
    }

    /**
     * How the {@code i}-th attempt ended that threw.
     *
     * @param earlier how many attempts of the lease have ended before it
     */
    public SlotResult threw(Throwable failure, int earlier) {
        if (failure instanceof InterruptedException) {
            Thread.currentThread().interrupt(); // for whom it was meant: see interrupted()
        }
        return failure(new Cause.Threw(failure), earlier);
    }

    /** How an attempt ended that failed; no more are started if that would halt the run. */
    public SlotResult failure(Cause cause, int earlier) {
        marked = true;
        failures++;
        if (size() > 1 && run.wouldHalt(earlier + 1 - failures, failures)) {
            limit = 0;
        }
        return new SlotResult.Failure(cause);
    }

    /** How an attempt ended that the watchdog stopped. */
    public @Nullable Object stopped(RunLane by, @Nullable Object result) {
        marked = true;
        if (by.overran()) {
            return new SlotResult.Failure(
                    new Cause.TimedOut(run.context().job().deadline().orElseThrow(), false));
        }
        return result instanceof SlotResult.Failure(Cause cause)
                ? SlotResult.cancelled(cause)
                : result;
    }

    /** The run stopped its lane: what failed of the first {@code count} last was cancelled. */
    public void cancelLast(int count) {
        if (count > 0 && results[count - 1] instanceof SlotResult.Failure(Cause cause)) {
            results[count - 1] = SlotResult.cancelled(cause);
        }
    }

    /** The {@code i}-th attempt was not started. */
    public void leaveUnstarted(int i) {
        marked = true;
        results[i] = SlotResult.Mark.UNSTARTED;
    }

    /** The attempts from the {@code i}-th on were not started. */
    public void leaveRestUnstarted(int i) {
        if (i < size()) {
            marked = true;
            Arrays.fill(results, i, size(), SlotResult.Mark.UNSTARTED);
        }
    }

    /** The attempts from the {@code i}-th on end as this broke their lane. */
    public void breakRest(int i, Throwable broken) {
        marked = true;
        Arrays.fill(results, i, size(), new SlotResult.Failure(new Cause.Threw(broken)));
    }

    /** The {@code i}-th attempt continues in a lease of its own; in this one if it has no other. */
    public LeaseSlots<I, O> depart(int i) {
        if (size() == 1) {
            return this;
        }
        marked = true;
        results[i] = SlotResult.Mark.DEPARTED;
        departed++;
        return new LeaseSlots<>(run, new LaneGrant.Pending<>(waiting(i), attempt, limitKey));
    }

    /** An attempt departed with its last lane. */
    public void losesLane() {
        laneless = true;
    }

    /**
     * A copy for the watchdog, which gives up the attempt that runs: what ended before it stays,
     * what comes after it was not started. The lane keeps the original, so that its late result
     * lands nowhere.
     */
    public LeaseSlots<I, O> withoutRunning(Cause cause, long now) {
        int at = current();
        LeaseSlots<I, O> copy =
                new LeaseSlots<>(
                        run,
                        seq,
                        claimed,
                        child,
                        attempt,
                        limitKey,
                        results.clone(),
                        times.endingWith(at, departed, now));
        copy.departed = departed;
        copy.lane = lane;
        copy.marked = true;
        copy.handedOver = true;
        copy.weight = weight;
        copy.results[at] = new SlotResult.Failure(cause);
        Arrays.fill(copy.results, at + 1, size(), SlotResult.Mark.UNSTARTED);
        return copy;
    }

    // Leases that end without a lane.

    /** Its one output comes from an earlier run. */
    public void replayed(@Nullable Object output, long now) {
        results[0] = output;
        replayed = true;
        times.begin(now);
    }

    /** The end of one input, which no lane brings. */
    public static <I, O extends @Nullable Object> LeaseSlots<I, O> ended(
            LaneGrant.Pending<WaitingInput<I, O>> pending, WaitingInput.FailedAttempt attempt) {
        LeaseSlots<I, O> end = new LeaseSlots<>(pending.ref().root().run, pending);
        end.results[0] = new SlotResult.Failure(attempt.cause());
        end.marked = true;
        long ended = attempt.started() + attempt.took();
        end.times.begin(attempt.started());
        end.times.ended(1, ended);
        end.lane = attempt.lane();
        if (!attempt.averaged()) {
            end.times.time(0, attempt.started(), ended);
        }
        return end;
    }

    // What became of it.

    /** Whether each slot holds an output, and no key is counted. */
    public boolean isPlain() {
        return !marked && limitKey == null;
    }

    public @Nullable Object result(int i) {
        return results[i];
    }

    /** Takes note of a failed attempt; gives what its input is known by from now on. */
    public LaneGrant.Pending<WaitingInput<I, O>> failed(int i, Cause cause) {
        LaneGrant.Pending<WaitingInput<I, O>> pending = pending(i);
        pending.ref()
                .failed(
                        new WaitingInput.FailedAttempt(
                                cause,
                                times.startNanos(i),
                                times.tookNanos(i),
                                times.averaged(),
                                lane));
        return pending;
    }

    /** The {@code i}-th input waits for another attempt. */
    public void keepWaiting(int i) {
        results[i] = SlotResult.Mark.PENDING;
    }

    /** Its one input, a batch that failed, has ended, as far as its inputs ran one by one. */
    public void endSplit() {
        BatchSplit<?, ?> split = child == null ? null : child.split();
        if (split != null) {
            results[0] = split.end();
        }
    }

    /** How the one attempt failed of a lease that ended without a lane. */
    public Cause cause() {
        return ((SlotResult.Failure) Objects.requireNonNull(results[0])).cause();
    }

    /** Adds what was measured. */
    public void measure(RunTally tally, long now) {
        int ran = times.ran();
        tally.returned(laneless, ran, now);
        if (times.averaged()) {
            tally.averaged(ran, times.spanNanos());
            return;
        }
        for (int i = 0; i < ran + departed; i++) {
            if (results[i] != SlotResult.Mark.DEPARTED) {
                tally.timed(times.tookNanos(i));
            }
        }
    }

    /** Whether the slot carries an end, not a mark that another lease carries it on. */
    public boolean delivers(int i) {
        return !(results[i] instanceof SlotResult.Mark);
    }

    /** How many slots carry an end. */
    public int deliveries() {
        if (!marked) {
            return size();
        }
        int count = 0;
        for (int i = 0; i < size(); i++) {
            count += delivers(i) ? 1 : 0;
        }
        return count;
    }

    /** Copies the outputs of a {@linkplain #isPlain plain} lease. */
    public void copyOutputs(@Nullable Object[] into, int at) {
        System.arraycopy(results, 0, into, at, size());
    }

    public boolean isReplayed() {
        return replayed;
    }

    /** The keys of what the {@code i}-th outcome grew. */
    public List<String> grewKeys(int i) {
        return results[i] instanceof SlotResult.Growth growth ? growth.keys() : List.of();
    }

    /** Takes over the end of an input that another lease carried on. */
    public void adopt(int i, LeaseSlots<I, O> other) {
        results[i] = other.results[0];
        outcomes()[i] = other.outcome(0);
        held += other.held;
    }

    /** The {@code i}-th outcome, made once: listeners and consumer see the same object. */
    public Outcome<I, O> keepOutcome(int i) {
        Outcome<I, O> made = outcome(i);
        outcomes()[i] = made;
        return made;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private @Nullable Outcome<I, O>[] outcomes() {
        if (outcomes == null) {
            outcomes = new Outcome[size()];
        }
        return outcomes;
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // whether an output may be null is O's to say
    public O output(int i) {
        Object result = results[i];
        return (O) (result instanceof SlotResult.Growth growth ? growth.output() : result);
    }

    /** The end of the {@code i}-th input. */
    public Outcome<I, O> outcome(int i) {
        @Nullable Outcome<I, O> made = outcomes == null ? null : outcomes[i];
        if (made != null) {
            return made;
        }
        Object result = results[i];
        boolean never = replayed || SlotResult.neverStarted(result);
        Stats stats =
                new Stats(
                        index(i),
                        never ? Math.max(0, attempt - 1) : attempt,
                        run.context().instant(never ? times.to() : times.startNanos(i)),
                        Duration.ofNanos(never ? 0 : times.tookNanos(i)),
                        times.averaged(),
                        never ? "" : lane);
        return result instanceof SlotResult.Failure(Cause cause)
                ? new Failed<>(input(i), cause, stats)
                : new Done<>(input(i), output(i), stats);
    }
}
