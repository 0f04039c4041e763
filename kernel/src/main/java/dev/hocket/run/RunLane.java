package dev.hocket.run;

import dev.hocket.AsyncTask;
import dev.hocket.Task;
import dev.hocket.spi.Lane;
import dev.hocket.spi.LaneTask;
import dev.hocket.spi.Lanes;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One strand of an engine that runs attempts one after the other.
 *
 * <p><b>Stopping safely.</b> An interrupt that comes a moment late would hit the next task. So a
 * lane and the thread that stops it agree by one word, which contains the span's number and a
 * phase: the lane enters {@code RUNNING} and leaves by compare-and-set to {@code IDLE}; the
 * watchdog moves {@code RUNNING} to {@code STOPPING}, interrupts, and then sets {@code STOPPED}.
 * The first one decides: a lane that finds {@code STOPPING} waits for the interrupt and clears it,
 * and a watchdog that finds another span does nothing. A span is one attempt if the job has a
 * deadline, otherwise a whole lease. A span still {@code STOPPED} after its grace is moved to
 * {@code ABANDONED}: from then on the lease belongs to the watchdog, and if the lane ever returns,
 * it changes nothing.
 *
 * <p><b>Attempts without a thread.</b> A non-blocking attempt that does not complete at once leaves
 * its thread while its span continues: the lane moves {@code RUNNING} to {@code HELD}, replaces its
 * thread by the action that cancels the attempt's stage, and sets {@code AWAITING}. The watchdog
 * spins during {@code HELD}, which lasts for a few instructions, and treats {@code AWAITING} as
 * {@code RUNNING}.
 */
public final class RunLane implements Lane {
    private static final long IDLE = 0;
    private static final long RUNNING = 1;
    private static final long STOPPING = 2;
    private static final long STOPPED = 3;
    private static final long ABANDONED = 4;
    private static final long AWAITING = 5;
    private static final long HELD = 6;
    private static final long PHASE = 7;
    private static final long TARGET_NANOS = 50_000;

    /** Attempts shorter than this are not timed one by one. */
    private static final long AVERAGED_NANOS = 5_000;

    private static final int MOST_CHUNK = 4096;
    private static final VarHandle SPAN;

    static {
        try {
            SPAN = MethodHandles.lookup().findVarHandle(RunLane.class, "span", long.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    /** How a span ended. */
    enum End {
        /** By itself. */
        OWN,
        /** Stopped by the watchdog; the interrupt has been cleared. */
        STOPPED,
        /** Given up by the watchdog: the lease is no longer this lane's. */
        ABANDONED
    }

    private final String name;
    private final int number;
    private final boolean ofCaller;
    private volatile long span;
    private volatile @Nullable Thread thread;
    private volatile @Nullable LeaseSlots<?, ?> lease;
    private volatile boolean reading;
    private @Nullable Runnable canceller;
    // Plain fields, written before the span's phase that makes them readable.
    private long startedAt;
    private long stoppedAt;
    private boolean overran;
    private @Nullable Task<?, ?> ownTask;
    private @Nullable AsyncTask<?, ?> ownAsyncTask;
    private double taskNanos;
    private long leaseNanos = TARGET_NANOS;
    private int chunk = 1;

    /** A lane that runs nothing yet. */
    public RunLane(String engine, int number, boolean ofCaller) {
        this.name = ofCaller ? engine : engine + "-" + number;
        this.number = number;
        this.ofCaller = ofCaller;
    }

    /** Whether the lane's thread belongs to whoever waits for the run. */
    boolean ofCaller() {
        return ofCaller;
    }

    /** Whether the watchdog is about to interrupt the span, or has. */
    boolean stopping() {
        long phase = span & PHASE;
        return phase >= STOPPING && phase <= ABANDONED;
    }

    /** The lane's name, such as {@code threads-3}. */
    @Override
    public String name() {
        return name;
    }

    @Override
    public int number() {
        return number;
    }

    /** Whether the lane was given up: its thread ignored an interruption. It must end then. */
    @Override
    public boolean lost() {
        return (span & PHASE) == ABANDONED;
    }

    /**
     * The thread that its attempt holds, or {@code null}: it runs none, or one that awaits its
     * stage. A lane that was {@linkplain #lost() lost} with its thread still says which.
     */
    @Override
    public @Nullable Thread thread() {
        return thread;
    }

    /** Interrupts the thread that runs the lane's lease, or cancels the stage that is awaited. */
    @Override
    public void interrupt() {
        Runnable cancel = canceller;
        Thread running = thread;
        if (cancel != null) {
            cancel.run();
        } else if (running != null) {
            running.interrupt();
        }
    }

    private static long phase(long span, long phase) {
        return (span & ~PHASE) | phase;
    }

    /** The task that its attempts run: where it has a state, the lane's own. */
    <I, O extends @Nullable Object> Task<I, O> task(RunContext<I, O> context) {
        OpenedStates states = context.states();
        if (states == null) {
            return context.task();
        }
        if (ownTask == null) {
            switch (context.task()) {
                case LaneTask<?, I, O> task -> {
                    LaneTask.Bound<I, O> bound = task.bind();
                    states.add(bound::close);
                    ownTask = bound;
                }
                case BlockingForm<I, O>(LaneTask.Async<?, I, O> task) -> {
                    LaneTask.BoundAsync<I, O> bound = task.bind();
                    states.add(bound::close);
                    ownTask = new BlockingForm<>(bound);
                }
                default -> ownTask = context.task();
            }
        }
        @SuppressWarnings("unchecked") // a lane has one run
        Task<I, O> own = (Task<I, O>) ownTask;
        return own;
    }

    /** The same in its non-blocking form. */
    <I, O extends @Nullable Object> AsyncTask<I, O> asyncTask(RunContext<I, O> context) {
        OpenedStates states = context.states();
        AsyncTask<I, O> all = context.job().asyncTask().orElseThrow();
        if (states == null || !(all instanceof LaneTask.Async<?, I, O> task)) {
            return all;
        }
        if (ownAsyncTask == null) {
            LaneTask.BoundAsync<I, O> bound = task.bind();
            states.add(bound::close);
            ownAsyncTask = bound;
        }
        @SuppressWarnings("unchecked") // a lane has one run
        AsyncTask<I, O> own = (AsyncTask<I, O>) ownAsyncTask;
        return own;
    }

    /** Takes a lease, to be run by {@code runner}. */
    void bind(@Nullable LeaseSlots<?, ?> work, Thread runner) {
        lease = work;
        thread = runner;
    }

    /** Begins a span. */
    void enter(long now) {
        startedAt = now;
        overran = false;
        canceller = null;
        span = (span & ~PHASE) + PHASE + 1 + RUNNING;
    }

    /** Begins a span in which the lane reads the source: no attempt, so no deadline holds. */
    void enterReading(Thread reader) {
        bind(null, reader);
        reading = true;
        enter(0);
    }

    /** Ends a span begun by {@link #enterReading}. */
    End leaveReading() {
        End end = leave();
        reading = false;
        if (!ofCaller) {
            boolean _ = Thread.interrupted(); // the source's litter
        }
        release();
        return end;
    }

    /** Ends the span. */
    End leave() {
        while (true) {
            long now = span;
            switch ((int) (now & PHASE)) {
                case (int) RUNNING, (int) AWAITING, (int) HELD -> {
                    if (SPAN.compareAndSet(this, now, phase(now, IDLE))) {
                        return End.OWN;
                    }
                }
                case (int) STOPPED -> {
                    if (SPAN.compareAndSet(this, now, phase(now, IDLE))) {
                        boolean _ = Thread.interrupted();
                        return End.STOPPED;
                    }
                }
                case (int) STOPPING -> Thread.onSpinWait();
                default -> {
                    boolean _ = Thread.interrupted();
                    return End.ABANDONED;
                }
            }
        }
    }

    /**
     * Keeps the watchdog off while the span's attempt leaves its thread; {@link #await} follows,
     * unless the span was abandoned.
     */
    End hold() {
        while (true) {
            long now = span;
            switch ((int) (now & PHASE)) {
                case (int) RUNNING -> {
                    if (SPAN.compareAndSet(this, now, phase(now, HELD))) {
                        return End.OWN;
                    }
                }
                case (int) STOPPED -> {
                    if (SPAN.compareAndSet(this, now, phase(now, HELD))) {
                        boolean _ = Thread.interrupted();
                        return End.STOPPED;
                    }
                }
                case (int) STOPPING -> Thread.onSpinWait();
                default -> {
                    boolean _ = Thread.interrupted();
                    return End.ABANDONED;
                }
            }
        }
    }

    /**
     * The span's attempt continues without a thread.
     *
     * @param work its lease, of one attempt
     * @param since when it started
     * @param cancel ends it; called by the watchdog, so it must not end it in the calling thread
     * @param stopped whether {@link #hold} found the span stopped
     */
    void await(@Nullable LeaseSlots<?, ?> work, long since, Runnable cancel, boolean stopped) {
        lease = work;
        thread = null;
        startedAt = since;
        canceller = cancel;
        span = phase(span, stopped ? STOPPED : AWAITING);
    }

    /** The span's word, once its attempt is not about to leave its thread. */
    private long settled() {
        long seen = span;
        while ((seen & PHASE) == HELD) {
            Thread.onSpinWait();
            seen = span;
        }
        return seen;
    }

    private static boolean runs(long span) {
        return (span & PHASE) == RUNNING || (span & PHASE) == AWAITING;
    }

    /** Whether the last span was stopped because of its deadline, not because of the run's end. */
    boolean overran() {
        return overran;
    }

    /** Stops the span that runs now, if it started at or before {@code startedBy}. */
    boolean stop(Lanes lanes, long startedBy, boolean deadline, long now) {
        long seen;
        do { // again where the attempt left its thread meanwhile
            seen = settled();
            if (!runs(seen) || (deadline && (reading || startedAt - startedBy > 0))) {
                return false;
            }
        } while (!SPAN.compareAndSet(this, seen, phase(seen, STOPPING)));
        overran = deadline;
        stopping(lanes, seen, now);
        return true;
    }

    /** Stops the attempt at an input that was submitted, if the lane runs it now. */
    boolean stop(Lanes lanes, SubmittedInput<?, ?> one, long now) {
        while (true) {
            long seen = settled();
            LeaseSlots<?, ?> work = lease;
            if (!runs(seen) || work == null || !work.holds(one)) {
                return false;
            }
            if (SPAN.compareAndSet(this, seen, phase(seen, STOPPING))) { // so it is still that one
                overran = false;
                stopping(lanes, seen, now);
                return true;
            }
        }
    }

    private void stopping(Lanes lanes, long seen, long now) {
        stoppedAt = now;
        try {
            lanes.stop(this);
        } finally {
            span = phase(seen, STOPPED);
        }
    }

    /** Stops the lane if it reads the source just now. */
    void stopReading(Lanes lanes, long now) {
        if (reading) {
            boolean _ = stop(lanes, 0, false, now);
        }
    }

    /** Gives up a span that was stopped at or before {@code stoppedBy}. */
    boolean abandon(long stoppedBy) {
        long seen = span;
        if ((seen & PHASE) != STOPPED
                || stoppedAt - stoppedBy > 0
                || !SPAN.compareAndSet(this, seen, phase(seen, ABANDONED))) {
            return false;
        }
        return true;
    }

    /** The lease that runs, or null while the source is read. */
    @Nullable LeaseSlots<?, ?> lease() {
        return lease;
    }

    /** When the span that runs now started, or {@code null}. */
    @Nullable Long runningSince() {
        return runs(settled()) && !reading ? (Long) startedAt : null;
    }

    /** When the span that is being stopped was stopped, or {@code null}. */
    @Nullable Long stoppedSince() {
        return (settled() & PHASE) == STOPPED ? (Long) stoppedAt : null;
    }

    /** What ignores that it was stopped, for warnings. */
    String stubborn() {
        Thread running = thread;
        return running == null
                ? "the stage in lane " + name + " did not complete though it was cancelled"
                : "thread " + running.getName() + " ignored its interruption";
    }

    /**
     * What its thread does just now, a line a call, the innermost first; empty without a thread.
     */
    String stack() {
        Thread running = thread;
        return running == null
                ? ""
                : Arrays.stream(running.getStackTrace())
                        .map(frame -> System.lineSeparator() + "    at " + frame)
                        .collect(Collectors.joining());
    }

    /** Forgets the thread, so that an ended one can be collected. */
    void release() {
        thread = null;
        lease = null;
    }

    /** Takes leases of about so much work. */
    void aim(long nanos) {
        leaseNanos = nanos;
    }

    /** How many attempts the lane should take next. */
    int wanted() {
        return chunk;
    }

    /** Whether attempts take long enough to be timed one by one. */
    boolean timed() {
        return chunk == 1 || taskNanos >= AVERAGED_NANOS;
    }

    /**
     * Takes note of how long {@code count} attempts took. The estimate falls quickly and rises by
     * halves; the chunk grows at most fourfold a step, so that one lucky lease does no harm.
     */
    void learn(int count, long nanos) {
        if (count == 0) {
            return;
        }
        double each = Math.max(0.1, (double) nanos / count);
        if (taskNanos == 0) {
            taskNanos = each;
        } else {
            taskNanos = each < taskNanos ? (taskNanos + 3 * each) / 4 : (taskNanos + each) / 2;
        }
        long fitting = (long) (leaseNanos / taskNanos);
        chunk = (int) Math.clamp(fitting, 1, Math.min(MOST_CHUNK, chunk * 4L));
    }

    @Override
    public String toString() {
        return "lane " + name;
    }
}
