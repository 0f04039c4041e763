package dev.hocket.engine.auto;

import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;

/**
 * A run on a machine that follows a formula: how many inputs in a second a width gives, and how
 * busy lanes are with it. Plays a {@link WidthSearch} against it in model time.
 */
final class SearchModel {
    private static final double TICK = 1e6;

    private final IntToDoubleFunction rate;
    private final double demand;
    private final double noise;
    private final double virtualFactor;
    private final SplittableRandom dice;
    private double nanos;
    private double attempts;
    private double taskNanos;
    private double laneNanos;
    private double demandNanos;
    private double disturbance = 1;
    private double disturbedUntil;
    private IntToDoubleFunction now;
    int bound = Integer.MAX_VALUE;
    boolean spare = true;
    double locked;
    LaneDecision course = new LaneDecision(LaneKind.THREADS, 1, 0);

    /**
     * A machine.
     *
     * @param rate inputs in a second by width
     * @param demand the share of its time in which a lane wants a core, at widths up to the cores
     * @param noise how far the throughput strays, as a share
     * @param virtualFactor what virtual threads give in place of threads
     */
    SearchModel(
            IntToDoubleFunction rate,
            double demand,
            double noise,
            double virtualFactor,
            long seed) {
        this.rate = rate;
        this.now = rate;
        this.demand = demand;
        this.noise = noise;
        this.virtualFactor = virtualFactor;
        this.dice = new SplittableRandom(seed);
    }

    double seconds() {
        return nanos / 1e9;
    }

    double attempts() {
        return attempts;
    }

    /** From now on another formula holds. */
    void change(IntToDoubleFunction to) {
        now = to;
    }

    /** What the best width gives in a second. */
    double best(int most) {
        double best = 0;
        for (int width = 1; width <= most; width++) {
            best = Math.max(best, rate.applyAsDouble(width));
        }
        return best;
    }

    /** Lets {@code search} steer for so many seconds; how many attempts ended. */
    double play(WidthSearch search, double seconds) {
        double end = nanos + seconds * 1e9;
        double before = attempts;
        while (nanos < end) {
            course = search.look(reading(search));
            double next = Math.min(end, nanos + course.nextNanos());
            while (nanos < next) {
                tick(Math.min(TICK, next - nanos));
            }
        }
        return attempts - before;
    }

    /** Lanes at work end tasks at the rate; a task takes as long as Little's law says. */
    private void tick(double length) {
        if (nanos >= disturbedUntil) {
            disturbance = Math.exp(noise * dice.nextGaussian());
            disturbedUntil = nanos + dice.nextDouble(5e6, 60e6);
        }
        double factor = course.kind() == LaneKind.VIRTUAL ? virtualFactor : 1;
        double done = now.applyAsDouble(course.width()) * factor * disturbance * length / 1e9;
        nanos += length;
        attempts += done;
        laneNanos += course.width() * length;
        taskNanos += course.width() * length;
        demandNanos += course.width() * length * demand;
    }

    private RunReading reading(WidthSearch search) {
        return new RunReading(
                (long) nanos,
                (long) attempts,
                (long) taskNanos,
                (long) laneNanos,
                search.telling() ? (long) demandNanos : -1,
                new RunReading.Around(
                        spare,
                        bound,
                        "999 of at most 999 files are open",
                        locked,
                        "ReentrantLock",
                        (long) (attempts * 2e6)));
    }
}
