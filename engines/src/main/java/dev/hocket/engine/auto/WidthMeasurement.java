package dev.hocket.engine.auto;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Measures one engine and width: waits until the attempts from before the change have ended, and
 * then for a time that depends on the length of the tasks.
 *
 * <p><b>Few tasks.</b> If only a few tasks per lane end in a measurement, counting them is
 * imprecise, because lanes that start together end together. The count is therefore corrected by
 * the ratio of the time for which lanes were busy during the measurement to the time of the tasks
 * that ended in it (Little's law: busy lanes divided by the time of one task). This overestimates
 * if some lanes never end their tasks while others run many short ones, for example at an unfair
 * lock; a measurement that has cut off much is therefore extended for a while, and then used almost
 * without the correction.
 */
final class WidthMeasurement {
    private static final double LEAST_SETTLING = TimeUnit.MILLISECONDS.toNanos(10);
    private static final double LEAST = TimeUnit.MILLISECONDS.toNanos(50);
    private static final double USUAL = TimeUnit.MILLISECONDS.toNanos(300);
    private static final long LEAST_LOOK = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long MOST_LOOK = TimeUnit.MILLISECONDS.toNanos(250);
    private static final int COUNTED = 16;

    /** So much more time at work than ended tasks took may be that of tasks cut off at its end. */
    private static final double MOST_CUT = 1.15;

    private static final int PATIENCE = 4;

    private final LaneKind kind;
    private final int width;
    private final double longer;
    private final RunReading changed;
    private double taskNanos;
    private @Nullable RunReading from;
    private int stretch = 1;

    /**
     * A window that begins now.
     *
     * @param taskNanos how long a task took before, 0 if that is unknown
     * @param longer how many times as long as usual to measure
     */
    WidthMeasurement(LaneKind kind, int width, RunReading now, double taskNanos, double longer) {
        this.kind = kind;
        this.width = width;
        this.changed = now;
        this.taskNanos = taskNanos;
        this.longer = longer;
    }

    /** Measures on, as what it gave is too close to something else. */
    boolean stretch() {
        if (stretch > 1) {
            return false;
        }
        stretch = 3;
        return true;
    }

    /** Whether nothing has ended since it began. */
    boolean blind(RunReading now) {
        return now.attempts() == changed.attempts();
    }

    /** What it gave, or null while that is not known well enough. */
    @Nullable WidthSample look(RunReading now) {
        RunReading start = from;
        if (start == null) {
            if (settled(now)) {
                from = now;
            }
            return null;
        }
        long count = now.attempts() - start.attempts();
        long time = now.nanos() - start.nanos();
        if (count == 0 || time < LEAST) {
            return null;
        }
        double task = (double) (now.taskNanos() - start.taskNanos()) / count;
        double lanes = (double) (now.laneNanos() - start.laneNanos()) / time;
        taskNanos = task;
        if (time < needed(task) || count < Math.min(lanes, width)) {
            return null;
        }
        long held = now.laneNanos() - start.laneNanos();
        long took = now.taskNanos() - start.taskNanos();
        boolean coarse = count < (long) COUNTED * width && held > 0 && took > 0;
        double cut = coarse ? (double) held / took : 1;
        if (cut > MOST_CUT && time < PATIENCE * needed(task)) {
            return null;
        }
        double rate = count * 1e9 / time * Math.clamp(cut, 1 / MOST_CUT / 2, MOST_CUT);
        boolean known = start.demandNanos() >= 0 && now.demandNanos() >= 0 && held > 0;
        double demand = known ? (double) (now.demandNanos() - start.demandNanos()) / held : -1;
        return new WidthSample(kind, width, rate, task, lanes, demand);
    }

    private boolean settled(RunReading now) {
        long count = now.attempts() - changed.attempts();
        long time = now.nanos() - changed.nanos();
        if (count > 0) {
            taskNanos = (double) (now.taskNanos() - changed.taskNanos()) / count;
        }
        return count > 0
                && time >= LEAST_SETTLING
                && (count >= width ? time >= taskNanos : time >= 2 * taskNanos);
    }

    private double needed(double task) {
        double usual = Math.max(LEAST, Math.min(3 * task, Math.max(task, USUAL)));
        return usual * longer * stretch;
    }

    /** In what time it is worth to look again. */
    long nextLook(RunReading now) {
        RunReading start = from;
        double left =
                start == null
                        ? Math.max(LEAST_SETTLING, taskNanos) - (now.nanos() - changed.nanos())
                        : needed(taskNanos) - (now.nanos() - start.nanos());
        return Math.clamp((long) left, LEAST_LOOK, MOST_LOOK);
    }
}
