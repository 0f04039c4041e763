package dev.hocket.run;

import dev.hocket.Cause;
import dev.hocket.Job;
import dev.hocket.Journal;
import dev.hocket.JournalException;
import dev.hocket.RunException;
import dev.hocket.conductor.Conductor;
import dev.hocket.conductor.LaneGrant;
import dev.hocket.source.ClaimedInputs;
import dev.hocket.source.InputSource;
import dev.hocket.spi.Lane;
import dev.hocket.spi.Lease;
import dev.hocket.spi.LaneUsage;
import dev.hocket.spi.Supply;
import dev.hocket.text.ErrorText;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The engine's side of a run: gives leases and takes them back. Works on the state of its {@link
 * RunCore}, under the core's lock.
 */
final class RunSupply<I, O extends @Nullable Object> implements Supply<I, O> {
    private final RunContext<I, O> core;
    private final Job<I, O> job;
    private final Conductor<WaitingInput<I, O>> conductor;
    private final InputIntake<I, O> intake;

    /** Whether the thread that starts the run waits for it. */
    private final boolean awaited;

    /** How many inputs were granted to the lane that reads the source now. */
    private int reading;

    RunSupply(
            RunContext<I, O> core,
            Conductor<WaitingInput<I, O>> conductor,
            InputIntake<I, O> intake,
            boolean awaited) {
        this.core = core;
        this.job = core.job();
        this.conductor = conductor;
        this.intake = intake;
        this.awaited = awaited;
    }

    @Override
    public Job<I, O> job() {
        return job;
    }

    @Override
    public Lane lane(String name) {
        return core.newLane(name, false);
    }

    @Override
    public Lane lane(String name, long leaseNanos) {
        RunLane lane = core.newLane(name, false);
        lane.aim(leaseNanos);
        return lane;
    }

    @Override
    public boolean reads() {
        return !intake.inPlace();
    }

    @Override
    public int usefulLanes() {
        long total = intake.total();
        boolean fixed = total != InputSource.UNKNOWN && !job.isGrowing();
        return fixed ? Math.clamp(total, 1, Integer.MAX_VALUE) : Integer.MAX_VALUE;
    }

    @Override
    public boolean awaited() {
        return awaited && core.helps();
    }

    @Override
    public void park(Lane lane, Runnable wake) {
        core.lock();
        try {
            core.park((RunLane) lane, wake, LaneGrant.Wait.EVENT, core.now());
        } finally {
            core.unlock();
        }
    }

    @Override
    public void wakeAnother() {
        core.lock();
        try {
            core.wakeLanes();
        } finally {
            core.unlock();
        }
    }

    @Override
    public void width(int lanes) {
        core.lock();
        try {
            conductor.width(lanes);
            core.wakeLanes();
        } finally {
            core.unlock();
        }
    }

    @Override
    public LaneUsage pace() {
        core.lock();
        try {
            return core.tally().pace(core.now());
        } finally {
            core.unlock();
        }
    }

    @Override
    public @Nullable Lease<I, O> pull(Lane asking, Runnable wake) {
        RunLane lane = (RunLane) asking;
        while (true) {
            int count;
            core.lock();
            try {
                long now = core.now();
                LaneGrant<WaitingInput<I, O>> grant =
                        conductor.next(now, lane.wanted(), intake.remaining(), intake.busy());
                switch (grant) {
                    case LaneGrant.Start<WaitingInput<I, O>>(LaneGrant.Pending<WaitingInput<I, O>> pending) -> {
                        return started(new LeaseSlots<>(core, pending), now);
                    }
                    case LaneGrant.Wait<WaitingInput<I, O>>(long until) -> {
                        core.park(lane, wake, until, now);
                        return null;
                    }
                    case LaneGrant.Closed<WaitingInput<I, O>> _ -> {
                        return null;
                    }
                    case LaneGrant.Claim<WaitingInput<I, O>>(int granted) -> count = granted;
                }
                if (intake.inPlace() || intake.fromFrontier()) {
                    LeaseSlots<I, O> lease = intake.inPlace() ? claim(count, now) : grown(count, now);
                    if (lease != null) {
                        return lease;
                    }
                    continue;
                }
                intake.busy(true);
                reading = count;
            } finally {
                core.unlock();
            }
            LeaseSlots<I, O> lease = read(lane, count);
            if (lease != null) {
                return lease;
            }
        }
    }

    /** Claims inputs that stay in place; null at their end. */
    private @Nullable LeaseSlots<I, O> claim(int count, long now) {
        ClaimedInputs<I> claimed = intake.claim(count);
        conductor.unclaimed(count - claimed.size());
        if (intake.ended()) {
            conductor.sourceEnded();
        }
        if (claimed.size() == 0) {
            core.afterEvent(now);
            return null;
        }
        return started(new LeaseSlots<>(core, intake.nextSeq(claimed.size()), claimed), now);
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

    private @Nullable LeaseSlots<I, O> claimed(ClaimedInputs<I> inputs, InputIntake.Reading<I> got, long now) {
        LeaseSlots<I, O> lease = new LeaseSlots<>(core, intake.nextSeq(inputs.size()), inputs);
        if (got.broke() != null) {
            conductor.broke();
            core.deliver(new WaitingInput<>(lease, 0).rejected(new Cause.Threw(got.broke()), now));
            return null;
        }
        InputAdmission ticket = got.ticket();
        lease.weight = ticket.weight();
        conductor.weigh(ticket.weight());
        if (ticket.limitKey() == null) {
            return started(lease, now);
        }
        conductor.admit(new WaitingInput<>(lease, 0), ticket.limitKey(), now);
        core.wakeLanes(now);
        return null;
    }

    private LeaseSlots<I, O> started(LeaseSlots<I, O> lease, long now) {
        core.wakeLanes(now);
        core.tally().leased(now);
        return lease;
    }

    /** Reads the source, without the lock; null if that gave nothing to run. */
    private @Nullable LeaseSlots<I, O> read(RunLane lane, int count) {
        InputIntake.@Nullable Reading<I> got = null;
        Throwable thrown = null;
        lane.enterReading(Thread.currentThread());
        try {
            got = core.stopped() ? null : intake.read(count);
        } catch (Throwable failed) {
            thrown = failed;
        }
        RunLane.End _ = lane.leaveReading();
        core.lock();
        try {
            intake.busy(false);
            if (reading == 0) { // halted meanwhile; what was read was never claimed
                if (core.hasEnded()) {
                    core.readingEnded();
                }
                return null;
            }
            reading = 0;
            long now = core.now();
            LeaseSlots<I, O> lease = null;
            if (got == null) {
                conductor.unclaimed(count);
                intake.end();
                conductor.sourceEnded();
                core.failed(sourceFailed(Objects.requireNonNull(thrown)));
            } else {
                lease = accept(got, count, now);
            }
            if (lease == null) {
                core.afterEvent(now);
            }
            return lease;
        } finally {
            core.unlock();
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
        return claimed == null ? null : claimed(claimed, got, now);
    }

    private void replay(ClaimedInputs<I> one, Journal.Past.Replay<?> past) {
        LeaseSlots<I, O> lease = new LeaseSlots<>(core, intake.nextSeq(1), one);
        lease.results[0] = past.output();
        lease.replayed = true;
        lease.from = core.now();
        conductor.replayed();
        core.deliver(lease);
    }

    private RunException sourceFailed(Throwable thrown) {
        if (thrown instanceof JournalException otherInputs) {
            return RunLauncher.unreadable(job.name(), otherInputs);
        }
        return new RunException(
                RunException.Part.SOURCE,
                "%s: the inputs could not be read on after %d: %s"
                        .formatted(job.name(), conductor.counts().claimed(), ErrorText.of(thrown)),
                thrown);
    }

    /** A lease goes on in another lane, as an attempt of it departed with its own. */
    void laneTaken() {
        core.lock();
        try {
            core.tally().leased(core.now());
        } finally {
            core.unlock();
        }
    }

    /** A lease comes back: from its lane, or from the watchdog. */
    void handIn(LeaseSlots<I, O> lease) {
        boolean plain = !lease.marked;
        core.lock();
        try {
            long now = core.now();
            core.tally().add(lease, now);
            if (plain && lease.limitKey == null) {
                conductor.done(lease.size());
                core.deliver(lease);
            } else if (absorb(lease, now)) {
                core.deliver(lease);
            }
            core.afterEvent(now);
        } finally {
            core.unlock();
        }
    }

    /** Looks at each end; whether any of them is final. */
    private boolean absorb(LeaseSlots<I, O> lease, long now) {
        boolean delivers = false;
        for (int i = 0; i < lease.size(); i++) {
            @Nullable Object result = lease.results[i];
            if (result instanceof SlotResult.Broke(Cause cause)) {
                WaitingInput<I, O> held = lease.held(i);
                held.failed(cause, lease, i);
                if (conductor.failed(pending(lease, held), cause, now)) {
                    lease.results[i] = SlotResult.Mark.PENDING;
                }
            } else if (result == SlotResult.Mark.UNSTARTED) {
                unstarted(lease, i, now);
            } else if (result != SlotResult.Mark.DEPARTED) {
                if (result instanceof SlotResult.Grew grew) {
                    intake.grow(grew.inputs());
                    if (!intake.ended()) {
                        conductor.sourceGrew();
                    }
                }
                conductor.done(lease.limitKey, now);
            }
            delivers |= lease.delivers(i);
        }
        return delivers;
    }

    private void unstarted(LeaseSlots<I, O> lease, int i, long now) {
        WaitingInput<I, O> held = lease.held(i);
        if (conductor.halted() == null) {
            conductor.returned(pending(lease, held), now);
            lease.results[i] = SlotResult.Mark.PENDING;
            return;
        }
        LeaseSlots<I, O> end = WaitingInput.unattempted(pending(lease, held), now);
        boolean _ = conductor.failed(pending(lease, held), end.cause(), now);
        lease.results[i] = SlotResult.Mark.PENDING;
        core.deliver(end);
    }

    private LaneGrant.Pending<WaitingInput<I, O>> pending(LeaseSlots<I, O> lease, WaitingInput<I, O> held) {
        return new LaneGrant.Pending<>(held, lease.attempt, lease.limitKey);
    }

    /** Whether such ends, of a lease that is still running, would halt the run. */
    boolean wouldHalt(int done, int failed) {
        core.lock();
        try {
            return conductor.wouldHalt(done, failed);
        } finally {
            core.unlock();
        }
    }

    @Override
    public boolean closed() {
        return core.closed();
    }

    @Override
    public void shutDown() {
        core.stop();
    }

    @Override
    public void broken(Throwable why) {
        core.fail(
                new RunException(
                        RunException.Part.ENGINE,
                        "%s: the engine broke: %s".formatted(job.name(), ErrorText.of(why)),
                        why));
    }

    /** The run was halted: what a lane reads just now is not claimed any more. */
    void forgetReading() {
        conductor.unclaimed(reading);
        reading = 0;
    }

    int reading() {
        return reading;
    }
}
