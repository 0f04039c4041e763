package dev.hocket.run;

import dev.hocket.Engine;
import dev.hocket.Halt;
import dev.hocket.Job;
import dev.hocket.JournalException;
import dev.hocket.Progress;
import dev.hocket.Report;
import dev.hocket.Retry;
import dev.hocket.RunException;
import dev.hocket.RunOptions;
import dev.hocket.Task;
import dev.hocket.conductor.Backoff;
import dev.hocket.conductor.Conductor;
import dev.hocket.conductor.Grant;
import dev.hocket.conductor.Plan;
import dev.hocket.source.Source;
import dev.hocket.spi.Lanes;
import dev.hocket.spi.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A run: the driver of a {@link Conductor}.
 *
 * <p><b>One lock.</b> Everything a run decides is decided under one lock, once a lease, not once an
 * input. A lease holds some 50 µs of work, so the lock is free nearly always; that made a lock-free
 * cursor needless, and with it a second path that would have to agree with the first. Nothing that
 * can block is called under the lock: the source is read, tasks are run, keys and weights are
 * asked, threads are woken and lanes are closed outside of it. Of what belongs to the user only the
 * test of {@link Retry} is called under it. What is to happen after the lock is released is put in
 * {@code effects} while it is held.
 *
 * <p><b>The way of an input.</b> A lane calls {@link Feed#pull}: the conductor grants a claim, a
 * start of an input that waited, or nothing, in which case the lane's waker is parked. The lane
 * runs the lease ({@link Slots}) and hands it in; ends that are not final go back to the conductor,
 * the others to the {@link Mailbox}, from which the one consumer takes them ({@link Consumption})
 * and tells the conductor that they are consumed, which makes room in the window.
 */
final class RunCore<I, O extends @Nullable Object> {
    private final Engine engine;
    private final Job<I, O> job;
    private final RunOptions<I, O> options;
    private final int width;
    private final Task<I, O> task;
    private final Ticker ticker;
    private final long startNanos;
    private final Instant startInstant = Instant.now();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition endCondition = lock.newCondition();
    private final Watchdog watchdog;
    private final Feed<I, O> feed;
    private volatile boolean stopped;
    private volatile boolean ended;
    private volatile @Nullable Lanes lanes;

    // Guarded by the lock.
    private final Conductor<Held<I, O>> conductor;
    private final Intake<I, O> intake;
    private final Mailbox<I, O> mailbox = new Mailbox<>();
    private final Parking parking;
    private final Tally tally;
    private @Nullable ArrayList<Runnable> effects;
    private boolean stoppedNow;
    private long endNanos;
    private volatile @Nullable RunException failure; // read without it

    RunCore(
            Engine engine,
            Job<I, O> job,
            Source<I> source,
            RunOptions<I, O> options,
            int width,
            boolean awaited)
            throws JournalException {
        this.engine = engine;
        this.job = job;
        this.options = options;
        this.width = width;
        this.tally = new Tally(!awaited);
        this.task = Awaited.form(engine, job);
        this.ticker = options.ticker();
        this.startNanos = ticker.nanos();
        Plan plan = Plan.of(job, options, width);
        this.conductor = new Conductor<>(plan, new SplittableRandom());
        this.intake = new Intake<>(source, job, options.journal(), plan.counted());
        this.parking = new Parking(ticker, this::timerFired);
        this.feed = new Feed<>(this, conductor, intake, awaited);
        this.watchdog =
                new Watchdog(this, ticker, job.deadline().map(Backoff::saturatedNanos).orElse(0L));
    }

    /** The engine has started the lanes. */
    void begin(Lanes started) {
        lanes = started;
        watchdog.begin();
        if (ended) { // before the lanes were known here
            started.close();
        }
    }

    // What leases and the watchdog ask.

    Feed<I, O> feed() {
        return feed;
    }

    Consumption<I, O> consumption(long pollNanos) {
        return new Consumption<>(this, feed, conductor, mailbox, pollNanos);
    }

    Task<I, O> task() {
        return task;
    }

    Job<I, O> job() {
        return job;
    }

    /** A lease comes back: from its lane, or from the watchdog. */
    void handIn(Slots<I, O> lease) {
        feed.handIn(lease);
    }

    boolean guarded() {
        return job.deadline().isPresent();
    }

    /** Whether no attempt may be started any more. */
    boolean stopped() {
        return stopped;
    }

    boolean hasEnded() {
        return ended;
    }

    long now() {
        return ticker.nanos();
    }

    Instant instant(long nanos) {
        return startInstant.plusNanos(nanos - startNanos);
    }

    Lanes lanes() {
        Lanes running = lanes;
        return running == null ? NoLanes.INSTANCE : running;
    }

    RunOptions<I, O> options() {
        return options;
    }

    // What the feed does.

    void lock() {
        lock.lock();
    }

    RunLane newLane(String name, boolean ofCaller) {
        RunLane lane = new RunLane(name, ofCaller);
        watchdog.watch(lane);
        return lane;
    }

    void park(RunLane lane, Runnable wake, long until, long now) {
        parking.park(wake, lane.ofCaller());
        parking.arm(until, now);
    }

    Parking parking() {
        return parking;
    }

    void deliver(Slots<I, O> lease) {
        mailbox.put(lease);
    }

    Tally tally() {
        return tally;
    }

    /** Whether lanes get nothing any more. */
    boolean closed() {
        return ended || stopped;
    }

    /** Takes note of what gave way; the first reason stays. Needs the lock. */
    void failed(RunException why) {
        failure = failure == null ? why : failure;
    }

    /** Ends the run because something gave way. */
    void fail(RunException why) {
        lock.lock();
        try {
            failed(why);
            conductor.halt(Halt.Mode.NOW);
            afterEvent(now());
        } finally {
            unlock();
        }
    }

    // What follows from an event.

    void afterEvent(long now) {
        Halt.Mode halted = conductor.halted();
        if (halted != null && !stopped) {
            stopped = true;
            if (intake.busy()) {
                later(watchdog::stopReading);
            }
            settleWaiting(now);
        }
        if (halted == Halt.Mode.NOW && !stoppedNow) {
            stoppedNow = true;
            later(watchdog::stopAll);
        }
        if (conductor.ended() && !ended) {
            end(now);
        }
        wakeLanes(now);
        boolean quiet = ended || conductor.counts().running() == 0;
        later(mailbox.waking(conductor.window(), quiet));
    }

    /** The run was halted: what waits for an attempt ends as its last one did, or cancelled. */
    private void settleWaiting(long now) {
        feed.forgetReading();
        for (Grant.Pending<Held<I, O>> waiting : conductor.drop()) {
            Slots<I, O> lease = Held.unattempted(waiting, now);
            conductor.dropped(lease.cause());
            mailbox.put(lease);
        }
    }

    private void end(long now) {
        ended = true;
        endNanos = now;
        tally.end();
        parking.disarm();
        endCondition.signalAll();
        later(lanes()::close);
        if (!intake.busy()) {
            readingEnded();
        }
    }

    /** Nothing runs and nobody reads any more. */
    void readingEnded() {
        later(watchdog::end);
        later(intake::close);
    }

    void wakeLanes() {
        if (!parking.isEmpty()) {
            wakeLanes(now());
        }
    }

    /** Wakes one lane if there is something for it, or sees to it that one is woken in time. */
    void wakeLanes(long now) {
        if (parking.isEmpty()) {
            return;
        }
        if (closed()) {
            for (Runnable wake = parking.one(); wake != null; wake = parking.one()) {
                later(wake);
            }
        } else {
            later(next(now));
        }
    }

    /** What wakes a lane for which there is something, or null; then one is woken in time. */
    @Nullable Runnable next(long now) {
        if (conductor.more(now, intake.busy())) {
            return parking.one();
        }
        parking.arm(conductor.nextTime(now), now);
        return null;
    }

    /** Whether its consumer may do what a lane would: nothing of the user's can block it there. */
    boolean helps() {
        return intake.inPlace() && !job.isGrowing() && job.deadline().isEmpty();
    }

    private void timerFired() {
        lock.lock();
        try {
            parking.disarmed();
            wakeLanes(now());
        } finally {
            unlock();
        }
    }

    void later(@Nullable Runnable effect) {
        if (effect != null) {
            effects = effects == null ? new ArrayList<>(4) : effects;
            effects.add(effect);
        }
    }

    void unlock() {
        List<Runnable> due = effects;
        effects = null;
        lock.unlock();
        if (due != null) {
            due.forEach(Runnable::run);
        }
    }

    // What its user does.

    void cancel(Halt.Mode mode) {
        lock.lock();
        try {
            conductor.halt(mode);
            afterEvent(now());
        } finally {
            unlock();
        }
    }

    /** Cancels and waits until nothing runs any more; gives up what would not end. */
    void stop() {
        cancel(Halt.Mode.NOW);
        if (!awaitEnd(Watchdog.GRACE_NANOS)) {
            watchdog.abandonAll();
            boolean _ = awaitEnd(Watchdog.GRACE_NANOS);
        }
    }

    private boolean awaitEnd(long nanos) {
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

    /**
     * Throws if the run was halted, so that not all of it is there.
     *
     * @throws CancellationException as its engine was closed, or it was cancelled
     */
    void throwIfHalted() {
        lock.lock();
        boolean all = conductor.halted() == null || conductor.complete();
        unlock();
        if (!all) {
            throw new CancellationException(
                    job.name() + ": the run was cancelled before it had all its outputs");
        }
    }

    @Nullable RunException failure() {
        return failure;
    }

    /** Reads what the run shows of itself, under the lock. */
    private <T> T look(Function<Survey, T> reading) {
        lock.lock();
        try {
            Duration elapsed = Duration.ofNanos((ended ? endNanos : now()) - startNanos);
            return reading.apply(
                    new Survey(
                            conductor.counts(),
                            intake.total(),
                            intake.skipped(),
                            feed.reading(),
                            elapsed,
                            ended));
        } finally {
            unlock();
        }
    }

    Progress progress() {
        return look(Survey::progress);
    }

    Report report() {
        String on = engine.name() + ":" + width;
        String account = lanes().account();
        return look(survey -> survey.report(job.name(), on, tally, watchdog.abandoned(), account));
    }
}
