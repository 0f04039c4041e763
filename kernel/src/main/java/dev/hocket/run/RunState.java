package dev.hocket.run;

import dev.hocket.Cause;
import dev.hocket.Failed;
import dev.hocket.Halt;
import dev.hocket.Job;
import dev.hocket.Journal;
import dev.hocket.JournalException;
import dev.hocket.Outcome;
import dev.hocket.Report;
import dev.hocket.RunException;
import dev.hocket.batch.Batch;
import dev.hocket.batch.BatchEnd;
import dev.hocket.batch.BatchLedger;
import dev.hocket.batch.BatchSplit;
import dev.hocket.conductor.Conductor;
import dev.hocket.conductor.ConductorPlan;
import dev.hocket.conductor.LaneGrant;
import dev.hocket.source.ClaimedInputs;
import dev.hocket.source.InputSource;
import dev.hocket.source.KnownSizes;
import dev.hocket.spi.LaneUsage;
import dev.hocket.spi.Lanes;
import dev.hocket.text.ErrorText;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * All decisions of a run: the one owner of its lock, of the {@link Conductor}, of counts and
 * measurements, and of the actions that follow when the lock is released.
 *
 * <p><b>One lock.</b> Everything is decided under one lock, once per lease, not once per input. A
 * lease contains about 50 µs of work, so the lock is nearly always free; a lock-free cursor, and
 * with it a second path that would have to agree with the first, is unnecessary. Nothing that can
 * block is called under the lock: outside of it, the source is read, tasks run, user functions for
 * keys and weights are called, threads are woken and lanes are closed. The only user code that is
 * called under the lock is the predicate of a job's retry rule. Actions that follow when the lock
 * is released are collected in {@code effects} while it is held.
 *
 * <p><b>The way of an input</b> goes in one direction. A lane {@linkplain #pull pulls}: the
 * conductor grants a claim, a start of an input that waited, or nothing, in which case the lane's
 * waker is parked. The lane runs the lease ({@link LeaseSlots}) and {@linkplain #handIn returns
 * it}, once. Results that are not final go back to the conductor, the others to the {@link
 * LeaseMailbox}, from which the one consumer {@linkplain #turnOfConsumer takes} them. The consumer
 * reports them as {@linkplain #consumed consumed}, which frees their places in the window.
 */
public final class RunState<I, O extends @Nullable Object> {
    /** What happens outside of the lock, as the state demands. */
    public interface Outside {
        /** The lanes that the engine started, or what stands for them until then. */
        Lanes lanes();

        /** Interrupts the lane that reads the source: nothing it gives is wanted any more. */
        void stopReading();

        /** Cancels all attempts that run. */
        void stopAttempts();

        /** Nothing runs and nobody reads any more. */
        void nothingRuns();
    }

    private final RunContext<I, O> context;
    private final Job<I, O> job;
    private final Outside outside;

    /** Where its inputs are submitted to, or null; it is the consumer then. */
    private final @Nullable SubmissionQueue<I, O> submissions;

    /** What counts the inputs where those of the run are batches, or null. */
    private final @Nullable BatchLedger ledger;

    /** Whether the job says how many bytes an input and its output hold. */
    private final boolean weighed;

    /** What lanes take submitted inputs from without asking; null where each needs a grant. */
    private final @Nullable SubmissionQueue<I, O> ungranted;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition endCondition = lock.newCondition();
    private volatile boolean stopped;
    private volatile boolean ended;
    private volatile @Nullable RunException failure; // read without the lock

    // Guarded by the lock.
    private final Conductor<WaitingInput<I, O>> conductor;
    private final InputIntake<I, O> intake;
    private final LeaseMailbox<I, O> mailbox = new LeaseMailbox<>();
    private final ParkedLanes parked;
    private final RunTally tally;
    private @Nullable ArrayList<Runnable> effects;

    /** How many inputs were granted to the lane that reads the source now. */
    private int reading;

    /** What wakes a lane, kept back until it is clear whether the consumer waits. */
    private @Nullable Runnable keptWake;

    private boolean stoppedNow;
    private long endNanos;

    /** Why the run ends early, the first reason; null while it does not. */
    private Report.@Nullable End early;

    /**
     * The state of a run that has not begun.
     *
     * @param width how many lanes there are to be
     * @param awaited whether the thread that starts the run waits for it, and nobody will see what
     *     it took
     */
    public RunState(
            RunContext<I, O> context,
            InputSource<I> source,
            int width,
            boolean awaited,
            Outside outside)
            throws JournalException {
        this.context = context;
        this.job = context.job();
        this.outside = outside;
        this.submissions = SubmissionQueue.of(source);
        this.ledger = BatchLedger.of(source);
        this.tally = new RunTally(!awaited);
        ConductorPlan plan = ConductorPlan.of(job, context.options(), width);
        this.weighed = plan.weighed();
        this.conductor = new Conductor<>(plan, new SplittableRandom());
        this.intake = new InputIntake<>(source, job, context.options().journal(), plan.counted());
        this.ungranted =
                intake.inPlace() && job.rate().isEmpty() && context.events() == null
                        ? submissions
                        : null;
        this.parked = new ParkedLanes(context.ticker(), this::timerFired);
    }

    public RunContext<I, O> context() {
        return context;
    }

    /** Whether no attempt may be started any more. */
    public boolean stopped() {
        return stopped;
    }

    public boolean hasEnded() {
        return ended;
    }

    /** Whether lanes get nothing any more. */
    public boolean closed() {
        return ended || stopped;
    }

    /** What the run gave way to, or null. */
    public @Nullable RunException failure() {
        return failure;
    }

    /** What lanes take submitted inputs from without asking; null where each needs a grant. */
    @Nullable SubmissionQueue<I, O> ungranted() {
        return ungranted;
    }

    /** Whether a pull may read the source. */
    public boolean reads() {
        return !intake.inPlace();
    }

    /** How many leases may come at a time. */
    public int usefulLanes() {
        long total = intake.total();
        boolean fixed = total != InputSource.UNKNOWN && !context.growing();
        return fixed ? Math.clamp(total, 1, Integer.MAX_VALUE) : Integer.MAX_VALUE;
    }

    /** Whether its consumer may do what a lane would: nothing of the user's can block it there. */
    public boolean consumerMayHelp() {
        return intake.inPlace() && !context.growing() && !context.guarded();
    }

    /**
     * Something of the user's own threw under the lock, such as {@code equals} of a limit's key:
     * what was decided half cannot be mended, so the run ends at once. Needs the lock.
     */
    private void torn(Throwable broke) {
        failed(
                new RunException(
                        RunException.Part.ENGINE,
                        String.format(
                                Locale.ROOT,
                                "%s: the run broke after %d inputs: %s; does equals, hashCode"
                                        + " or the key of its limit throw?",
                                job.name(),
                                counts().claimed(),
                                ErrorText.named(broke)),
                        broke));
        early = Report.End.BROKEN;
        conductor.halt(Halt.Mode.NOW);
        stopped = true;
        stoppedNow = true;
        later(outside::stopReading);
        later(outside::stopAttempts);
        if (!ended) {
            end(context.now());
        }
        wakeLanes(context.now());
        later(mailbox.waking(conductor.window(), true));
    }

    private void later(@Nullable Runnable effect) {
        if (effect != null) {
            effects = effects == null ? new ArrayList<>(4) : effects;
            effects.add(effect);
        }
    }

    private void unlock() {
        List<Runnable> due = effects;
        effects = null;
        lock.unlock();
        if (due != null) {
            perform(due);
        }
    }

    /** All of them happen, also where one throws. */
    private static void perform(List<Runnable> due) {
        Throwable thrown = null;
        for (Runnable effect : due) {
            try {
                effect.run();
            } catch (Throwable broke) {
                thrown = thrown == null ? broke : thrown;
            }
        }
        if (thrown != null) {
            throw InputSource.<RuntimeException>unchecked(thrown);
        }
    }

    // Lanes take leases.

    /** A lease for a lane; null if there is nothing now, and then the lane is parked. */
    public @Nullable LeaseSlots<I, O> pull(RunLane lane, Runnable wake) {
        while (true) {
            int count;
            lock.lock();
            try {
                long now = context.now();
                LaneGrant<WaitingInput<I, O>> grant =
                        conductor.next(
                                now,
                                submissions == null && ledger == null ? lane.wanted() : 1,
                                intake.remaining(),
                                intake.unavailable());
                switch (grant) {
                    case LaneGrant.Start<WaitingInput<I, O>>(
                                    LaneGrant.Pending<WaitingInput<I, O>> pending) -> {
                        LeaseSlots<I, O> lease = new LeaseSlots<>(this, pending);
                        if (lease.unwanted()) {
                            withdrawn(pending, now);
                            continue;
                        }
                        return started(lease, now);
                    }
                    case LaneGrant.Wait<WaitingInput<I, O>>(long until) -> {
                        park(lane, wake, until, now);
                        return null;
                    }
                    case LaneGrant.Closed<WaitingInput<I, O>> _ -> {
                        return null;
                    }
                    case LaneGrant.Claim<WaitingInput<I, O>>(int granted) -> count = granted;
                }
                if (intake.inPlace() || intake.fromFrontier()) {
                    LeaseSlots<I, O> lease =
                            intake.inPlace() ? claim(count, now) : grown(count, now);
                    if (lease != null) {
                        return lease;
                    }
                    continue;
                }
                intake.busy(true);
                reading = count;
            } catch (Throwable broke) {
                torn(broke);
                return null;
            } finally {
                unlock();
            }
            LeaseSlots<I, O> lease = read(lane, count);
            if (lease != null) {
                return lease;
            }
        }
    }

    /** An input that waited for another attempt is not wanted any more. */
    private void withdrawn(LaneGrant.Pending<WaitingInput<I, O>> pending, long now) {
        Cause cancelled = new Cause.Cancelled(false, null);
        boolean _ = conductor.failed(pending, cancelled, now);
        deliver(pending.ref().rejected(cancelled, now));
        afterEvent(now);
    }

    private LeaseSlots<I, O> started(LeaseSlots<I, O> lease, long now) {
        wakeLanes(now);
        tally.leased(now);
        return lease;
    }

    /** Claims inputs that stay in place; null at their end. */
    private @Nullable LeaseSlots<I, O> claim(int count, long now) {
        ClaimedInputs<I> claimed = intake.claim(count);
        conductor.unclaimed(count - claimed.size());
        if (intake.ended()) {
            conductor.sourceEnded();
        }
        if (claimed.size() == 0) {
            afterEvent(now);
            return null;
        }
        opens(claimed);
        return started(new LeaseSlots<>(this, intake.nextSeq(claimed.size()), claimed), now);
    }

    private void opens(ClaimedInputs<I> claimed) {
        if (submissions != null && claimed instanceof ClaimedInputs.Handed<I> one) {
            submissions.opens(SubmissionQueue.cast(one.handed()));
        }
    }

    /** Claims grown inputs; null if they wait for their keys. */
    private @Nullable LeaseSlots<I, O> grown(int count, long now) {
        InputIntake.Reading<I> got = intake.claimGrown(count);
        ClaimedInputs<I> claimed = Objects.requireNonNull(got.claimed());
        conductor.unclaimed(count - claimed.size());
        if (intake.ended()) {
            conductor.sourceEnded();
        }
        return claimed(claimed, got, now);
    }

    private @Nullable LeaseSlots<I, O> claimed(
            ClaimedInputs<I> inputs, InputIntake.Reading<I> got, long now) {
        LeaseSlots<I, O> lease = new LeaseSlots<>(this, intake.nextSeq(inputs.size()), inputs);
        if (ledger != null) {
            ledger.claimed(lease.input(0));
        }
        if (got.broke() != null) {
            conductor.broke();
            deliver(lease.waiting(0).rejected(new Cause.Threw(got.broke()), now));
            return null;
        }
        InputAdmission admission = got.admission();
        conductor.weigh(lease.weigh(weighed ? admission.weight() : got.bytes()));
        if (admission.limitKey() == null) {
            return started(lease, now);
        }
        conductor.admit(lease.waiting(0), admission.limitKey(), now);
        wakeLanes(now);
        return null;
    }

    /** Reads the source, without the lock; null if that gave nothing to run. */
    private @Nullable LeaseSlots<I, O> read(RunLane lane, int count) {
        InputIntake.@Nullable Reading<I> got = null;
        Throwable thrown = null;
        lane.enterReading(Thread.currentThread());
        try {
            got = stopped ? null : intake.read(count);
        } catch (Throwable failed) {
            thrown = failed;
        }
        RunLane.End _ = lane.leaveReading();
        lock.lock();
        try {
            intake.busy(false);
            if (reading == 0) { // halted meanwhile; what was read was never claimed
                dropRead(got);
                if (ended) {
                    later(outside::nothingRuns);
                    later(intake::close);
                }
                return null;
            }
            reading = 0;
            long now = context.now();
            LeaseSlots<I, O> lease = null;
            if (got == null) {
                conductor.unclaimed(count);
                intake.end();
                conductor.sourceEnded();
                failed(sourceFailed(Objects.requireNonNull(thrown)));
            } else {
                lease = accept(got, count, now);
            }
            if (lease == null) {
                afterEvent(now);
            }
            return lease;
        } catch (Throwable broke) {
            torn(broke);
            return null;
        } finally {
            unlock();
        }
    }

    private void dropRead(InputIntake.@Nullable Reading<I> got) {
        if (submissions != null
                && got != null
                && got.claimed() instanceof ClaimedInputs.Handed<I> one) {
            later(() -> submissions.fail(SubmissionQueue.<I, O>cast(one.handed())));
        }
    }

    private @Nullable LeaseSlots<I, O> accept(InputIntake.Reading<I> got, int count, long now) {
        intake.accept(got);
        ClaimedInputs<I> claimed = got.claimed();
        conductor.unclaimed(count - (claimed == null ? 0 : claimed.size()));
        if (intake.ended()) {
            conductor.sourceEnded();
        }
        if (got.replay() != null && claimed != null) {
            replay(claimed, got.replay());
            return null;
        }
        if (claimed == null) {
            return null;
        }
        opens(claimed);
        return claimed(claimed, got, now);
    }

    private void replay(ClaimedInputs<I> one, Journal.Past.Replay<?> past) {
        LeaseSlots<I, O> lease = new LeaseSlots<>(this, intake.nextSeq(1), one);
        lease.replayed(past.output(), context.now());
        conductor.replayed();
        conductor.weigh(lease.hold(weighed ? 0 : KnownSizes.of(past.output())));
        if (ledger != null) {
            ledger.replayed(lease.input(0));
        }
        mailbox.put(lease);
    }

    private RunException sourceFailed(Throwable thrown) {
        if (thrown instanceof JournalException otherInputs) {
            return RunLauncher.unreadable(job.name(), otherInputs);
        }
        return new RunException(
                RunException.Part.SOURCE,
                String.format(
                        Locale.ROOT,
                        "%s: the inputs could not be read after %d: %s",
                        job.name(),
                        counts().claimed(),
                        ErrorText.of(thrown)),
                thrown);
    }

    /** A lane has nothing to do until something happens. */
    public void park(RunLane lane, Runnable wake) {
        lock.lock();
        try {
            park(lane, wake, LaneGrant.Wait.EVENT, context.now());
        } finally {
            unlock();
        }
    }

    private void park(RunLane lane, Runnable wake, long until, long now) {
        parked.park(wake, submissions == null && lane.ofCaller());
        parked.arm(until, now);
        if (submissions != null) {
            submissions.parked(true);
            wakeLanes(now); // something may have been submitted just before
        }
    }

    /** A lane that was woken ends without asking. */
    public void wakeAnother() {
        lock.lock();
        try {
            wakeLanes();
        } finally {
            unlock();
        }
    }

    /** There are this many lanes from now on. */
    public void width(int lanes) {
        lock.lock();
        try {
            conductor.width(lanes);
            wakeLanes();
        } finally {
            unlock();
        }
    }

    public LaneUsage laneUsage() {
        lock.lock();
        try {
            return tally.usage(context.now());
        } finally {
            unlock();
        }
    }

    /** A lease continues in another lane, as an attempt of it departed with its own. */
    public void laneTaken() {
        lock.lock();
        try {
            tally.leased(context.now());
        } finally {
            unlock();
        }
    }

    // Leases come back.

    /** A lease comes back: from its lane, or from the watchdog. */
    public void handIn(LeaseSlots<I, O> lease) {
        boolean plain = lease.isPlain();
        long bytes = weighed ? 0 : lease.outputBytes();
        lock.lock();
        try {
            if (ended) {
                return; // it was broken
            }
            long now = context.now();
            tally.add(lease, now);
            if (bytes > 0) {
                conductor.weigh(lease.hold(bytes));
            }
            if (ledger != null) {
                absorbBatch(ledger, lease, now);
            } else if (plain) {
                conductor.done(lease.size());
                mailbox.put(lease);
            } else if (absorb(lease, now)) {
                mailbox.put(lease);
            }
            afterEvent(now);
        } catch (Throwable broke) {
            torn(broke);
        } finally {
            unlock();
        }
    }

    /** Looks at each end; whether any of them is final. */
    private boolean absorb(LeaseSlots<I, O> lease, long now) {
        boolean delivers = false;
        for (int i = 0; i < lease.size(); i++) {
            @Nullable Object result = lease.result(i);
            if (result instanceof SlotResult.Failure(Cause cause)) {
                if (conductor.failed(lease.failed(i, cause), cause, now)) {
                    lease.keepWaiting(i);
                    retried(lease, i, cause);
                }
            } else if (result == SlotResult.Mark.UNSTARTED) {
                unstarted(lease, i, now);
            } else if (result != SlotResult.Mark.DEPARTED) {
                if (result instanceof SlotResult.Growth growth) {
                    intake.grow(growth.inputs());
                    if (!intake.ended()) {
                        conductor.sourceGrew();
                    }
                }
                conductor.done(lease.limitKey(), now);
            }
            delivers |= lease.delivers(i);
        }
        return delivers;
    }

    /** Looks at the end of a batch, or of one of its inputs. */
    private void absorbBatch(BatchLedger counts, LeaseSlots<I, O> lease, long now) {
        @Nullable Object result = lease.result(0);
        if (result == SlotResult.Mark.UNSTARTED) {
            unstarted(lease, 0, now);
            return;
        }
        LaneGrant.Pending<WaitingInput<I, O>> pending = lease.pending(0);
        Cause cause = null;
        if (result instanceof SlotResult.Failure(Cause why)) {
            cause = why;
            pending = lease.failed(0, cause);
            if (conductor.failed(pending, cause, now)) {
                lease.keepWaiting(0);
                retried(lease, 0, cause);
                return;
            }
        } else {
            counts.took(lease.input(0), lease.times().spanNanos());
            conductor.done(1);
        }
        if (!goesOn(counts, lease, pending.ref(), cause)) {
            deliver(lease);
        }
    }

    /** Whether an input of a batch that failed is to run next, alone. */
    @SuppressWarnings("unchecked") // inputs and outputs are those of batches
    private <X, Y extends @Nullable Object> boolean goesOn(
            BatchLedger counts,
            LeaseSlots<I, O> lease,
            WaitingInput<I, O> batch,
            @Nullable Cause cause) {
        Outcome<Batch<X>, BatchEnd<X, Y>> end =
                (Outcome<Batch<X>, BatchEnd<X, Y>>) (Outcome<?, ?>) lease.outcome(0);
        BatchSplit<X, Y> split = (BatchSplit<X, Y>) batch.split();
        boolean more = false;
        if (split != null) {
            counts.endedAlone(end);
            haltBy(counts);
            more = split.ended(end);
        } else if (cause != null && counts.splits(lease.input(0), cause)) {
            batch.splits(new BatchSplit<>((Failed<Batch<X>, BatchEnd<X, Y>>) end));
            more = true;
        }
        if (!more || conductor.halted() != null) {
            return false;
        }
        lease.keepWaiting(0);
        conductor.reopened(new LaneGrant.Pending<>(batch, 1, null), cause != null);
        return true;
    }

    /** An input has ended: its consumer may have it. */
    private void deliver(LeaseSlots<I, O> lease) {
        if (ledger != null) {
            count(ledger, lease);
        }
        mailbox.put(lease);
    }

    private void count(BatchLedger counts, LeaseSlots<I, O> lease) {
        lease.endSplit();
        if (lease.result(0) instanceof SlotResult.Failure(Cause cause)) {
            counts.failed(lease.input(0), cause);
        } else {
            counts.ended(lease.input(0), lease.result(0));
        }
        haltBy(counts);
    }

    private void haltBy(BatchLedger counts) {
        Halt.Mode mode = counts.halts();
        if (mode != null) {
            conductor.halt(mode);
        }
    }

    private void retried(LeaseSlots<I, O> lease, int i, Cause cause) {
        AttemptEvents events = context.events();
        if (events != null) {
            long delay = conductor.lastDelay();
            later(() -> events.retried(lease, i, cause, delay));
        }
    }

    private void unstarted(LeaseSlots<I, O> lease, int i, long now) {
        LaneGrant.Pending<WaitingInput<I, O>> pending = lease.pending(i);
        lease.keepWaiting(i);
        if (conductor.halted() == null) {
            conductor.returned(pending, now);
            return;
        }
        LeaseSlots<I, O> end = WaitingInput.unattempted(pending, now);
        boolean _ = conductor.failed(pending, end.cause(), now);
        deliver(end);
    }

    /** Whether such ends, of a lease that is still running, would halt the run. */
    public boolean wouldHalt(int done, int failed) {
        lock.lock();
        try {
            return conductor.wouldHalt(done, failed);
        } finally {
            unlock();
        }
    }

    // What follows from an event.

    private void afterEvent(long now) {
        Halt.Mode halted = conductor.halted();
        if (halted != null && !stopped) {
            stopped = true;
            early = early == null ? Report.End.HALTED : early;
            if (intake.busy()) {
                later(outside::stopReading);
            }
            settleWaiting(now);
        }
        if (halted == Halt.Mode.NOW && !stoppedNow) {
            stoppedNow = true;
            later(outside::stopAttempts);
        }
        if (conductor.ended() && !ended) {
            end(now);
        }
        if (submissions != null) {
            Runnable completing = completing(submissions);
            wakeLanes(now);
            later(completing); // last, as it runs what depends on the futures
            return;
        }
        wakeLanes(now);
        boolean quiet = ended || conductor.counts().running() == 0;
        later(mailbox.waking(conductor.window(), quiet));
    }

    // Inputs that are submitted.

    /** Consumes what is complete; gives what tells those who submitted it. */
    private @Nullable Runnable completing(SubmissionQueue<I, O> queue) {
        ArrayDeque<LeaseSlots<I, O>> leases = mailbox.takeAll();
        if (leases == null) {
            return null;
        }
        for (LeaseSlots<I, O> each : leases) {
            conductor.consumed(1);
            conductor.weigh(-each.release(1));
            queue.ends(each.opened());
        }
        boolean ending = early != null;
        return () -> queue.complete(leases, ending);
    }

    /** An input was submitted, and a lane may be parked: what wakes it, or null. */
    public @Nullable Runnable submitted() {
        lock.lock();
        try {
            Runnable wake = parked.isEmpty() ? null : next(context.now());
            if (parked.isEmpty() && submissions != null) {
                submissions.parked(false);
            }
            return wake;
        } catch (Throwable broke) {
            torn(broke);
            return null;
        } finally {
            unlock();
        }
    }

    /** Whether nothing that was submitted waits or runs. */
    public boolean isIdle() {
        lock.lock();
        try {
            return submissions != null && submissions.isIdle();
        } finally {
            unlock();
        }
    }

    /** Ends the run if nothing that was submitted waits or runs; whether it has ended. */
    public boolean endIfIdle() {
        lock.lock();
        try {
            if (!ended && submissions != null && submissions.closeIfIdle()) {
                intake.end();
                conductor.sourceEnded();
                afterEvent(context.now());
            }
            return ended;
        } catch (Throwable broke) {
            torn(broke);
            return true;
        } finally {
            unlock();
        }
    }

    /**
     * A lease of one input that was submitted, for a thread that waits for it; or how long to wait
     * before it asks again, at most.
     */
    Turn<I, O> turn(SubmittedInput<I, O> one) {
        InputAdmission admission =
                intake.inPlace() || one.hasBegun()
                        ? InputAdmission.PLAIN
                        : InputAdmission.of(job, one.input());
        lock.lock();
        try {
            long now = context.now();
            return turn(one, admission, now);
        } finally {
            unlock();
        }
    }

    /** What a thread that waits for one input does next: one of the two. */
    record Turn<I, O extends @Nullable Object>(@Nullable LeaseSlots<I, O> lease, long nanos) {}

    private Turn<I, O> turn(SubmittedInput<I, O> one, InputAdmission admission, long now) {
        LaneGrant<WaitingInput<I, O>> grant =
                conductor.next(now, waiting -> waiting.root().holds(one), !one.hasBegun());
        return switch (grant) {
            case LaneGrant.Start<WaitingInput<I, O>>(
                            LaneGrant.Pending<WaitingInput<I, O>> pending) -> {
                LeaseSlots<I, O> lease = new LeaseSlots<>(this, pending);
                if (lease.unwanted()) {
                    withdrawn(pending, now);
                    yield new Turn<>(null, 0);
                }
                yield new Turn<>(started(lease, now), 0);
            }
            case LaneGrant.Claim<WaitingInput<I, O>> _ -> {
                ClaimedInputs<I> claimed = intake.claim(one);
                if (claimed.size() == 0) {
                    conductor.unclaimed(1);
                    yield new Turn<>(null, 0);
                }
                opens(claimed);
                InputIntake.Reading<I> got =
                        new InputIntake.Reading<I>(claimed, null, 0, false, 0)
                                .counted(admission, null);
                yield new Turn<>(claimed(claimed, got, now), 0);
            }
            case LaneGrant.Wait<WaitingInput<I, O>>(long until) ->
                    new Turn<>(null, until == LaneGrant.Wait.EVENT ? until : until - now);
            case LaneGrant.Closed<WaitingInput<I, O>> _ -> new Turn<>(null, LaneGrant.Wait.EVENT);
        };
    }

    /** A thread that waits was interrupted while it ran an attempt. */
    void interrupted() {
        if (submissions == null) {
            cancel(Halt.Mode.NOW, Report.End.CANCELLED);
        }
    }

    /**
     * The run was halted: what waits for an attempt ends as its last one did, or cancelled; what a
     * lane is reading just now was never claimed.
     */
    private void settleWaiting(long now) {
        if (reading > 0) {
            conductor.unclaimed(reading);
            reading = 0;
        }
        for (LaneGrant.Pending<WaitingInput<I, O>> waiting : conductor.drop()) {
            LeaseSlots<I, O> lease = WaitingInput.unattempted(waiting, now);
            conductor.dropped(lease.cause());
            deliver(lease);
        }
    }

    private void end(long now) {
        ended = true;
        endNanos = now;
        tally.end();
        parked.disarm();
        endCondition.signalAll();
        later(outside.lanes()::close);
        if (!intake.busy()) {
            later(outside::nothingRuns);
            later(intake::close);
        }
    }

    private void wakeLanes() {
        if (!parked.isEmpty()) {
            wakeLanes(context.now());
        }
    }

    /** Wakes one lane if there is something for it, or sees to it that one is woken in time. */
    private void wakeLanes(long now) {
        if (parked.isEmpty()) {
            return;
        }
        if (closed()) {
            for (Runnable wake = parked.one(); wake != null; wake = parked.one()) {
                later(wake);
            }
        } else {
            later(next(now));
        }
    }

    /** What wakes a lane for which there is something, or null; then one is woken in time. */
    private @Nullable Runnable next(long now) {
        if (conductor.more(now, intake.unavailable())) {
            return parked.one();
        }
        parked.arm(conductor.nextTime(now), now);
        return null;
    }

    private void timerFired() {
        lock.lock();
        try {
            parked.disarmed();
            wakeLanes(context.now());
        } catch (Throwable broke) {
            torn(broke);
        } finally {
            unlock();
        }
    }

    // The consumer takes what is complete.

    /**
     * What the consumer is to do next.
     *
     * @param leases complete ones; null where there are none, and none will come if it is over
     * @param over whether the take is
     * @param parks whether it waits until it is woken
     * @param help what wakes a lane, to be done in place of waiting
     */
    public record ConsumerTurn<I, O extends @Nullable Object>(
            @Nullable ArrayDeque<LeaseSlots<I, O>> leases,
            boolean over,
            boolean parks,
            @Nullable Runnable help) {}

    /**
     * The consumer asks.
     *
     * @param runs whether it runs leases itself while it waits
     * @param asked whether its lane was told that there is nothing
     * @param polling whether it would wait for a short time only
     */
    public ConsumerTurn<I, O> turnOfConsumer(boolean runs, boolean asked, boolean polling) {
        lock.lock();
        try {
            ArrayDeque<LeaseSlots<I, O>> complete = mailbox.takeAll();
            if (complete != null || ended) {
                if (asked && !parked.unparkCaller()) {
                    wakeLanes(); // it was woken in place of a lane
                }
                later(takeKeptWake());
                return new ConsumerTurn<>(complete, true, false, null);
            }
            if (runs) {
                later(takeKeptWake());
            }
            // Woken meanwhile, it asks again: the permit to park may be used up by the lock.
            boolean parks = !runs || (asked && parked.callerParked());
            Runnable help = parks ? toHelp() : null;
            if (parks && help == null) {
                mailbox.waiting(polling);
            }
            return new ConsumerTurn<>(null, false, parks, help);
        } finally {
            unlock();
        }
    }

    /** What wakes a lane for which there is something. */
    private @Nullable Runnable toHelp() {
        Runnable wake = takeKeptWake();
        return wake == null && consumerMayHelp() && !parked.isEmpty() ? next(context.now()) : wake;
    }

    private @Nullable Runnable takeKeptWake() {
        Runnable wake = keptWake;
        keptWake = null;
        return wake;
    }

    /** Leases that are complete now, or null. */
    public @Nullable ArrayDeque<LeaseSlots<I, O>> takeNow() {
        lock.lock();
        try {
            return mailbox.takeAll();
        } finally {
            unlock();
        }
    }

    /**
     * The consumer has the outcomes of this many inputs of a lease.
     *
     * @param takes whether it takes next
     */
    public void consumed(LeaseSlots<I, O> lease, int count, boolean takes) {
        lock.lock();
        try {
            conductor.consumed(count);
            conductor.weigh(-lease.release(count));
            if (ledger != null && count > 0) {
                ledger.consumed(lease.input(0));
            }
            if (takes && keptWake == null && consumerMayHelp() && !closed()) {
                keptWake = parked.isEmpty() ? null : next(context.now());
            } else {
                wakeLanes();
            }
        } finally {
            unlock();
        }
    }

    /**
     * The consumer has waited long enough.
     *
     * @param asked whether its lane was told that there is nothing
     */
    public void consumerStopsWaiting(boolean asked) {
        lock.lock();
        try {
            mailbox.awake();
            if (asked && !parked.unparkCaller()) {
                wakeLanes(); // it was woken in place of a lane
            }
            later(takeKeptWake());
        } finally {
            unlock();
        }
    }

    /** The consumer is gone: a lane that was not woken on its account is woken. */
    public void consumerLeaves() {
        lock.lock();
        try {
            later(takeKeptWake());
        } finally {
            unlock();
        }
    }

    // Its end.

    /** Ends the run early, as somebody wants that, or its engine is closed. */
    public void cancel(Halt.Mode mode, Report.End why) {
        lock.lock();
        try {
            early = early == null ? why : early;
            conductor.halt(mode);
            afterEvent(context.now());
        } finally {
            unlock();
        }
    }

    /**
     * Ends the run because something gave way. What an engine loses once it is being closed is a
     * consequence of that, and no reason of its own.
     */
    public void fail(RunException why) {
        lock.lock();
        try {
            if (early != Report.End.CLOSED || why.part() != RunException.Part.ENGINE) {
                failed(why);
            }
            early = early == null ? Report.End.BROKEN : early;
            conductor.halt(Halt.Mode.NOW);
            afterEvent(context.now());
        } finally {
            unlock();
        }
    }

    /** Takes note of what gave way; the first reason stays. */
    private void failed(RunException why) {
        failure = failure == null ? why : failure;
        if (submissions != null) {
            submissions.broke(why);
        }
    }

    /** Waits for the end, also where the thread is interrupted meanwhile; whether it came. */
    public boolean awaitEnd(long nanos) {
        lock.lock();
        boolean interrupted = false;
        try {
            long left = nanos;
            while (!ended && left > 0) {
                try {
                    left = endCondition.awaitNanos(left);
                } catch (InterruptedException _) {
                    interrupted = true; // the wait is bounded: finish it
                }
            }
            return ended;
        } finally {
            unlock();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** How it ended. */
    public Report.End end() {
        lock.lock();
        try {
            return endSoFar();
        } finally {
            unlock();
        }
    }

    private Report.End endSoFar() {
        if (!ended) {
            return Report.End.RUNNING;
        }
        if (failure != null) {
            return Report.End.BROKEN;
        }
        return early == null || conductor.complete() ? Report.End.COMPLETE : early;
    }

    private Conductor.Counts counts() {
        Conductor.Counts own = conductor.counts();
        return ledger == null ? own : ledger.of(own);
    }

    /** Reads what the run shows of itself. */
    <T> T look(Function<RunSnapshot, T> look) {
        lock.lock();
        try {
            long until = ended ? endNanos : context.now();
            return look.apply(
                    new RunSnapshot(
                            counts(),
                            ledger == null ? intake.total() : ledger.total(),
                            ledger == null ? intake.skipped() : ledger.left(),
                            ledger == null ? reading : 0,
                            Duration.ofNanos(until - context.startNanos()),
                            endSoFar(),
                            tally));
        } finally {
            unlock();
        }
    }
}
