package dev.hocket.run;

import dev.hocket.Cause;
import dev.hocket.Job;
import dev.hocket.Journal;
import dev.hocket.JournalException;
import dev.hocket.RunException;
import dev.hocket.conductor.Conductor;
import dev.hocket.conductor.Grant;
import dev.hocket.source.Claimed;
import dev.hocket.source.Source;
import dev.hocket.spi.Lane;
import dev.hocket.spi.Lease;
import dev.hocket.spi.Pace;
import dev.hocket.spi.Supply;
import dev.hocket.text.Problems;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The engine's side of a run: gives leases and takes them back. Works on the state of its {@link
 * RunCore}, under the core's lock.
 */
final class Feed<I, O extends @Nullable Object> implements Supply<I, O> {
    private final RunCore<I, O> core;
    private final Job<I, O> job;
    private final Conductor<Held<I, O>> conductor;
    private final Intake<I, O> intake;

    /** Whether the thread that starts the run waits for it. */
    private final boolean awaited;

    /** How many inputs were granted to the lane that reads the source now. */
    private int reading;

    Feed(
            RunCore<I, O> core,
            Conductor<Held<I, O>> conductor,
            Intake<I, O> intake,
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
        boolean fixed = total != Source.UNKNOWN && !job.isGrowing();
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
            core.park((RunLane) lane, wake, Grant.Wait.EVENT, core.now());
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
    public Pace pace() {
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
                Grant<Held<I, O>> grant =
                        conductor.next(now, lane.wanted(), intake.remaining(), intake.busy());
                switch (grant) {
                    case Grant.Start<Held<I, O>>(Grant.Pending<Held<I, O>> pending) -> {
                        return started(new Slots<>(core, pending), now);
                    }
                    case Grant.Wait<Held<I, O>>(long until) -> {
                        core.park(lane, wake, until, now);
                        return null;
                    }
                    case Grant.Closed<Held<I, O>> _ -> {
                        return null;
                    }
                    case Grant.Claim<Held<I, O>>(int granted) -> count = granted;
                }
                if (intake.inPlace() || intake.fromFrontier()) {
                    Slots<I, O> lease = intake.inPlace() ? claim(count, now) : grown(count, now);
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
            Slots<I, O> lease = read(lane, count);
            if (lease != null) {
                return lease;
            }
        }
    }

    /** Claims inputs that stay in place; null at their end. */
    private @Nullable Slots<I, O> claim(int count, long now) {
        Claimed<I> claimed = intake.claim(count);
        conductor.unclaimed(count - claimed.size());
        if (intake.ended()) {
            conductor.sourceEnded();
        }
        if (claimed.size() == 0) {
            core.afterEvent(now);
            return null;
        }
        return started(new Slots<>(core, intake.nextSeq(claimed.size()), claimed), now);
    }

    /** Claims grown inputs; null if they wait for their keys. */
    private @Nullable Slots<I, O> grown(int count, long now) {
        Intake.Reading<I> got = intake.claimGrown(count);
        Claimed<I> claimed = Objects.requireNonNull(got.claimed());
        conductor.unclaimed(count - claimed.size());
        if (intake.ended()) {
            conductor.sourceEnded();
        }
        return claimed(claimed, got, now);
    }

    private @Nullable Slots<I, O> claimed(Claimed<I> inputs, Intake.Reading<I> got, long now) {
        Slots<I, O> lease = new Slots<>(core, intake.nextSeq(inputs.size()), inputs);
        if (got.broke() != null) {
            conductor.broke();
            core.deliver(new Held<>(lease, 0).rejected(new Cause.Threw(got.broke()), now));
            return null;
        }
        Ticket ticket = got.ticket();
        lease.weight = ticket.weight();
        conductor.weigh(ticket.weight());
        if (ticket.limitKey() == null) {
            return started(lease, now);
        }
        conductor.admit(new Held<>(lease, 0), ticket.limitKey(), now);
        core.wakeLanes(now);
        return null;
    }

    private Slots<I, O> started(Slots<I, O> lease, long now) {
        core.wakeLanes(now);
        core.tally().leased(now);
        return lease;
    }

    /** Reads the source, without the lock; null if that gave nothing to run. */
    private @Nullable Slots<I, O> read(RunLane lane, int count) {
        Intake.@Nullable Reading<I> got = null;
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
            Slots<I, O> lease = null;
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

    private @Nullable Slots<I, O> accept(Intake.Reading<I> got, int count, long now) {
        intake.accept(got);
        Claimed<I> claimed = got.claimed();
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

    private void replay(Claimed<I> one, Journal.Past.Replay<?> past) {
        Slots<I, O> lease = new Slots<>(core, intake.nextSeq(1), one);
        lease.results[0] = past.output();
        lease.replayed = true;
        lease.from = core.now();
        conductor.replayed();
        core.deliver(lease);
    }

    private RunException sourceFailed(Throwable thrown) {
        if (thrown instanceof JournalException otherInputs) {
            return Launch.unreadable(job.name(), otherInputs);
        }
        return new RunException(
                RunException.Part.SOURCE,
                "%s: the inputs could not be read on after %d: %s"
                        .formatted(job.name(), conductor.counts().claimed(), Problems.of(thrown)),
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
    void handIn(Slots<I, O> lease) {
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
    private boolean absorb(Slots<I, O> lease, long now) {
        boolean delivers = false;
        for (int i = 0; i < lease.size(); i++) {
            @Nullable Object result = lease.results[i];
            if (result instanceof Flop.Broke(Cause cause)) {
                Held<I, O> held = lease.held(i);
                held.failed(cause, lease, i);
                if (conductor.failed(pending(lease, held), cause, now)) {
                    lease.results[i] = Flop.Mark.PENDING;
                }
            } else if (result == Flop.Mark.UNSTARTED) {
                unstarted(lease, i, now);
            } else if (result != Flop.Mark.DEPARTED) {
                if (result instanceof Flop.Grew grew) {
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

    private void unstarted(Slots<I, O> lease, int i, long now) {
        Held<I, O> held = lease.held(i);
        if (conductor.halted() == null) {
            conductor.returned(pending(lease, held), now);
            lease.results[i] = Flop.Mark.PENDING;
            return;
        }
        Slots<I, O> end = Held.unattempted(pending(lease, held), now);
        boolean _ = conductor.failed(pending(lease, held), end.cause(), now);
        lease.results[i] = Flop.Mark.PENDING;
        core.deliver(end);
    }

    private Grant.Pending<Held<I, O>> pending(Slots<I, O> lease, Held<I, O> held) {
        return new Grant.Pending<>(held, lease.attempt, lease.limitKey);
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
                        "%s: the engine broke: %s".formatted(job.name(), Problems.of(why)),
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
