package dev.hocket.engine.auto;

import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Finds the engine and the width for a run, during the run: readings in, decisions out. A pure
 * state machine without threads, clocks, input or output; not safe for use by several threads.
 *
 * <p><b>Width.</b> The search brackets the best width. It begins at the number of cores and doubles
 * ({@code CLIMB}) until two steps have gained less than a tenth, one has lost much, or a bound is
 * reached. A loss is confirmed by measuring the previous width again ({@code RECHECK}), because
 * tasks may have become longer meanwhile. The search then probes between the measured widths
 * ({@code NARROW}, {@link ThroughputCurve}) for the smallest width that gives nearly the best
 * throughput, and for a peak beyond it. If it would choose a smaller width than the best, it
 * measures both once more ({@code CONFIRM}). It then keeps the width ({@code HOLD}). It searches
 * again, from the current width, when the throughput has changed by a quarter, and occasionally
 * without such a change, because a server that could handle more does not show it to a client that
 * does not send more; both become rarer each time nothing changes. Gradients and latencies were
 * tried instead (Gradient2, Vegas): they end far from the best width if a server slows down as a
 * whole.
 *
 * <p><b>Computing or waiting.</b> If there are no more lanes than cores, and they need a core
 * nearly all the time, the tasks compute. As many threads as cores are then the answer without a
 * search, whose measurements would only show how busy the machine is with other work. A lane that
 * waits for a core counts as one that needs it; otherwise tasks on a busy machine would seem to
 * wait. Lanes that are often seen waiting for a lock do not compute, whatever their demand for
 * cores. Tasks of a few microseconds count as computing as well.
 *
 * <p><b>Engine.</b> Tasks with a non-blocking form are kept in flight. For all others, up to about
 * 16 lanes are threads. If a run should be wider, virtual threads are measured at the same width,
 * and replace the threads unless their throughput is clearly lower.
 *
 * <p><b>Slow tasks.</b> A width is measured for several times the length of a task. If nothing has
 * ended yet and the machine has idle cores, the width is increased step by step, and each step
 * takes twice as long as the one before.
 */
final class WidthSearch {
    private static final double GAIN = 1.1;
    private static final double LOSS = 0.85;
    private static final double CLEAR_GAIN = 1.25;
    private static final double COMPUTES = 0.85;
    private static final double LOCKED = 0.25;
    private static final double TINY_NANOS = 10_000;
    private static final int MOST_THREADS = 16;
    private static final double VIRTUAL_ENOUGH = 0.93;
    private static final double SHIFT = 0.25;
    private static final double SELDOM_TASKS = 500;
    private static final double HOLD_LONGER = 8;
    private static final long BLIND_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long LOOK_AROUND_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final long MOST_LOOK_AROUND_NANOS = TimeUnit.MINUTES.toNanos(5);
    private static final long MOST_QUIET_NANOS = TimeUnit.SECONDS.toNanos(60);

    private enum Phase {
        CLIMB,
        RECHECK,
        TRY_VIRTUAL,
        NARROW,
        CONFIRM,
        HOLD
    }

    private final int cores;
    private final int most;
    private final SearchAccount account;
    private ThroughputCurve curve = new ThroughputCurve();
    private Phase phase = Phase.CLIMB;
    private LaneKind kind;
    private int width;
    private @Nullable WidthMeasurement window;
    private @Nullable WidthSample last;
    private boolean computes;
    private boolean virtualTried;
    private int misses;
    private @Nullable WidthSample fell;
    private double before;
    private int confirming;
    private long blindSince;
    private long blindNanos = BLIND_NANOS;

    // While it holds.
    private double held;
    private int shifted;
    private int settledWidth;
    private long settledAt;
    private long quiet = QUIET_NANOS;
    private long lookAround = LOOK_AROUND_NANOS;

    /**
     * A search.
     *
     * @param cores how many cores there are
     * @param most the largest width
     * @param kind what lanes run on at first; those that are not threads stay what they are
     */
    WidthSearch(int cores, int most, LaneKind kind) {
        this.kind = kind;
        this.cores = cores;
        this.most = most;
        this.width = Math.min(cores, most);
        this.account = new SearchAccount(most);
    }

    /** Whether it may want more lanes than there are. */
    boolean raising() {
        return phase != Phase.HOLD;
    }

    /** How many lanes there are. */
    int width() {
        return width;
    }

    /** What lanes run on. */
    LaneKind kind() {
        return kind;
    }

    /** Whether lanes are so few that what they want of the cores says something. */
    boolean telling() {
        return kind == LaneKind.THREADS && width <= cores;
    }

    /** What it saw, tried and chose, in sentences. */
    String account() {
        return account.toString();
    }

    /** Takes a look at the run. */
    LaneDecision look(RunReading now) {
        WidthMeasurement open = window;
        if (open == null) {
            account.begin(now);
            blindSince = now.nanos();
            open = open(now, 1);
        }
        WidthSample sample = open.look(now);
        if (sample == null) {
            if (open.blind(now)) {
                widenBlindly(now);
            }
        } else {
            last = sample;
            step(sample, now);
        }
        WidthMeasurement next = window == null ? open : window;
        return new LaneDecision(kind, width, next.nextLook(now));
    }

    private WidthMeasurement open(RunReading now, double longer) {
        WidthMeasurement opened =
                new WidthMeasurement(kind, width, now, last == null ? 0 : last.taskNanos(), longer);
        window = opened;
        return opened;
    }

    /** Nothing has ended yet: tasks are slow, or wait for each other. */
    private void widenBlindly(RunReading now) {
        int wider = wider(now);
        if (phase == Phase.HOLD
                || !now.around().spare()
                || wider == width
                || now.nanos() - blindSince < blindNanos) {
            return;
        }
        account.blind(width, wider, now.nanos() - blindSince);
        blindNanos *= 2;
        blindSince = now.nanos();
        if (wider > MOST_THREADS && kind == LaneKind.THREADS) {
            kind = LaneKind.VIRTUAL;
            virtualTried = true;
        }
        width = wider;
        WidthMeasurement _ = open(now, 1);
    }

    private int wider(RunReading now) {
        int bound = Math.min(most, Math.max(width, now.around().bound()));
        return (int) Math.min(bound, 2L * width);
    }

    private void step(WidthSample sample, RunReading now) {
        switch (phase) {
            case CLIMB -> climb(sample, now);
            case RECHECK -> recheck(sample, now);
            case TRY_VIRTUAL -> compareVirtual(sample, now);
            case NARROW -> {
                curve.replace(sample.width(), sample.rate());
                account.tried(sample);
                narrow(now);
            }
            case CONFIRM -> confirm(sample, now);
            case HOLD -> hold(sample, now);
        }
    }

    private void climb(WidthSample sample, RunReading now) {
        boolean first = curve.isEmpty();
        double best = curve.rate(curve.best());
        double gain = first ? CLEAR_GAIN : sample.rate() / best;
        if (gain > LOSS && gain < CLEAR_GAIN && stretched()) {
            return; // too close to call yet
        }
        curve.add(sample.width(), sample.rate());
        account.tried(sample);
        if (sample.width() <= cores) {
            account.saw(sample);
            boolean wants = sample.demand() >= COMPUTES && now.around().locked() < LOCKED;
            computes = wants || sample.taskNanos() < TINY_NANOS;
        }
        if (computes) {
            settle(Math.min(cores, most), SearchAccount.Why.COMPUTES, now);
            return;
        }
        if (gain < LOSS) {
            fell = sample;
            before = best;
            go(Phase.RECHECK, kind, curve.best(), now);
            return;
        }
        climbOn(sample, gain, now);
    }

    /** A wider run gave less. Whether that is for its width, the narrower one tells now. */
    private void recheck(WidthSample sample, RunReading now) {
        WidthSample wide = Objects.requireNonNull(fell);
        account.tried(sample);
        curve.replace(sample.width(), sample.rate());
        double gain = wide.rate() / Math.sqrt(before * sample.rate());
        if (gain >= LOSS) {
            kind = wide.kind();
            width = wide.width();
        }
        climbOn(wide, gain, now);
    }

    private void climbOn(WidthSample sample, double gain, RunReading now) {
        misses = gain >= GAIN ? 0 : misses + 1;
        if (gain < LOSS || misses == 2 || sample.idle() || wider(now) == width) {
            account.top(sample, wider(now) == width ? now : null);
            narrow(now);
        } else if (wider(now) > MOST_THREADS && kind == LaneKind.THREADS && !virtualTried) {
            virtualTried = true;
            go(Phase.TRY_VIRTUAL, LaneKind.VIRTUAL, width, now);
        } else {
            go(Phase.CLIMB, kind, wider(now), now);
        }
    }

    private boolean stretched() {
        WidthMeasurement open = window;
        return open != null && open.stretch();
    }

    private void compareVirtual(WidthSample sample, RunReading now) {
        double threads = curve.rate(sample.width());
        double gain = sample.rate() / threads;
        if (gain > LOSS && gain < VIRTUAL_ENOUGH && stretched()) {
            return;
        }
        account.tried(sample);
        boolean keep = gain >= VIRTUAL_ENOUGH;
        if (keep) {
            curve.add(sample.width(), sample.rate());
        }
        go(Phase.CLIMB, keep ? LaneKind.VIRTUAL : LaneKind.THREADS, wider(now), now);
    }

    private void narrow(RunReading now) {
        int probe = curve.probe();
        if (probe > 0) {
            go(Phase.NARROW, kind, probe, now);
        } else if (curve.smallest() < curve.best()) {
            confirming = 1;
            width = curve.smallest();
            phase = Phase.CONFIRM;
            WidthMeasurement _ = open(now, 2);
        } else {
            settle(curve.best(), SearchAccount.Why.BEST, now);
        }
    }

    /** Measures the smaller and the best width again, one after the other. */
    private void confirm(WidthSample sample, RunReading now) {
        int smaller = Math.min(curve.smallest(), curve.best());
        curve.add(sample.width(), sample.rate());
        if (confirming == 1 && curve.best() > smaller) {
            confirming = 2;
            width = curve.best();
            WidthMeasurement _ = open(now, 2);
            return;
        }
        boolean same = curve.smallest() == curve.best();
        settle(curve.smallest(), same ? SearchAccount.Why.BEST : SearchAccount.Why.SMALLEST, now);
    }

    private void go(Phase next, LaneKind on, int wide, RunReading now) {
        phase = next;
        kind = on;
        width = wide;
        WidthMeasurement _ = open(now, 1);
    }

    private void settle(int found, SearchAccount.Why why, RunReading now) {
        // Where it was before is good enough if it is still: all measurements stray.
        boolean stays =
                curve.rate(settledWidth) >= ThroughputCurve.WITHIN * curve.rate(curve.best());
        int wide = stays && why != SearchAccount.Why.COMPUTES ? settledWidth : found;
        if (wide <= cores && kind == LaneKind.VIRTUAL) {
            kind = LaneKind.THREADS;
        }
        width = wide;
        phase = Phase.HOLD;
        int between = Math.abs(wide - settledWidth);
        boolean same = 2L * between <= Math.min(wide, settledWidth);
        quiet = same ? Math.min(2 * quiet, MOST_QUIET_NANOS) : QUIET_NANOS;
        lookAround = same ? Math.min(2 * lookAround, MOST_LOOK_AROUND_NANOS) : LOOK_AROUND_NANOS;
        settledWidth = wide;
        settledAt = now.nanos();
        held = curve.rate(wide);
        shifted = 0;
        account.settled(kind, wide, held, why, now);
        WidthMeasurement _ = open(now, HOLD_LONGER);
    }

    private void hold(WidthSample sample, RunReading now) {
        double change = sample.rate() / held - 1;
        boolean away = Math.abs(change) > SHIFT && !sample.idle();
        shifted = away ? shifted + 1 : 0;
        if (!away) {
            held = (3 * held + sample.rate()) / 4;
        }
        long since = now.nanos() - settledAt;
        boolean shift = shifted >= 2 && since >= quiet;
        double seldom = Math.max((double) lookAround, SELDOM_TASKS * sample.taskNanos());
        if ((!shift && since < seldom) || (computes && !waits(sample))) {
            WidthMeasurement _ = open(now, HOLD_LONGER);
            return;
        }
        account.again(shift ? change : 0, now);
        curve = new ThroughputCurve();
        misses = 0;
        computes = false;
        virtualTried = kind == LaneKind.VIRTUAL;
        go(Phase.CLIMB, kind, width, now);
    }

    /** Whether what computed before does so no more. */
    private static boolean waits(WidthSample sample) {
        return sample.demand() >= 0 && sample.demand() < COMPUTES;
    }
}
