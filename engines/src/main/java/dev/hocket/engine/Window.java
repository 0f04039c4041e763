package dev.hocket.engine;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Measures one engine and width: waits until what ran before the change has ended, then long enough
 * for tasks as long as these.
 *
 * <p><b>Few tasks.</b> Where a window holds few tasks for each lane, counting them is coarse: lanes
 * that started together end together. So the count is corrected by how long lanes were at work in
 * the window over how long the tasks that ended in it took: that is Little's law, lanes at work
 * over the time of one task.
 */
final class Window {
    private static final double LEAST_SETTLING = TimeUnit.MILLISECONDS.toNanos(10);
    private static final double LEAST = TimeUnit.MILLISECONDS.toNanos(50);
    private static final double USUAL = TimeUnit.MILLISECONDS.toNanos(300);
    private static final long LEAST_LOOK = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long MOST_LOOK = TimeUnit.MILLISECONDS.toNanos(250);
    private static final int COUNTED = 16;

    private final LaneKind kind;
    private final int width;
    private final double longer;
    private final Reading changed;
    private double taskNanos;
    private @Nullable Reading from;
    private int stretch = 1;

    /**
     * A window that begins now.
     *
     * @param taskNanos how long a task took before, 0 if that is unknown
     * @param longer how many times as long as usual to measure
     */
    Window(LaneKind kind, int width, Reading now, double taskNanos, double longer) {
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
    boolean blind(Reading now) {
        return now.attempts() == changed.attempts();
    }

    /** What it gave, or null while that is not known well enough. */
    @Nullable Sample look(Reading now) {
        Reading start = from;
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
        return time < needed(task) || count < Math.min(lanes, width)
                ? null
                : sample(start, now, count, time, task, lanes);
    }

    private boolean settled(Reading now) {
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

    private Sample sample(
            Reading start, Reading now, long count, long time, double task, double lanes) {
        double rate = count * 1e9 / time;
        long held = now.laneNanos() - start.laneNanos();
        long took = now.taskNanos() - start.taskNanos();
        if (count < (long) COUNTED * width && held > 0 && took > 0) {
            rate *= Math.clamp((double) held / took, 1 / 3.0, 3);
        }
        boolean known = start.demandNanos() >= 0 && now.demandNanos() >= 0 && held > 0;
        double demand = known ? (double) (now.demandNanos() - start.demandNanos()) / held : -1;
        return new Sample(kind, width, rate, task, lanes, demand);
    }

    /** In what time it is worth to look again. */
    long nextLook(Reading now) {
        Reading start = from;
        double left =
                start == null
                        ? Math.max(LEAST_SETTLING, taskNanos) - (now.nanos() - changed.nanos())
                        : needed(taskNanos) - (now.nanos() - start.nanos());
        return Math.clamp((long) left, LEAST_LOOK, MOST_LOOK);
    }
}
