package dev.hocket.engine.auto;

import dev.hocket.spi.Lane;
import dev.hocket.spi.LaneUsage;
import dev.hocket.spi.Lanes;
import dev.hocket.spi.Supply;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Lanes of one run whose kind and number a {@link WidthSearch} chooses, called by a {@link
 * SearchScheduler}.
 */
final class SearchedLanes implements Lanes {
    private static final long FIRST_LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final Supply<?, ?> supply;
    private final Lanes lanes;
    private final MixedThreads.@Nullable Choice choice;
    private final SearchScheduler pilot;
    private final int cores;
    private final int most;
    private volatile long due = System.nanoTime() + FIRST_LOOK_NANOS;
    private volatile boolean ended;

    // Guarded by this.
    private @Nullable WidthSearch search;
    private @Nullable MachineLoad vitals;
    private LaneKind kind;
    private int width;
    private int limit;

    SearchedLanes(
            Supply<?, ?> supply,
            Lanes lanes,
            LaneKind kind,
            MixedThreads.@Nullable Choice choice,
            SearchScheduler pilot,
            int cores,
            int most) {
        this.supply = supply;
        this.lanes = lanes;
        this.kind = kind;
        this.choice = choice;
        this.pilot = pilot;
        this.cores = cores;
        this.most = most;
        this.width = Math.min(cores, most);
        this.limit = most;
        supply.width(width);
    }

    /** When it is to be looked at next. */
    long due() {
        return due;
    }

    /** Takes a reading and does what follows from it; whether the run continues. */
    synchronized boolean look(long now) {
        if (ended || supply.closed()) {
            return false;
        }
        WidthSearch steering = search;
        MachineLoad sensing = vitals;
        if (steering == null || sensing == null) {
            steering = new WidthSearch(cores, most, kind);
            sensing = new MachineLoad();
            search = steering;
            vitals = sensing;
        }
        LaneUsage pace = supply.laneUsage();
        if (pace == null) {
            return false;
        }
        follow(steering.look(sensing.reading(now, pace, steering)));
        return true;
    }

    private void follow(LaneDecision course) {
        due = System.nanoTime() + course.nextNanos();
        if (course.kind() != kind) {
            kind = course.kind();
            if (choice != null) {
                choice.choose(kind);
            }
        }
        int wide = Math.min(course.width(), limit);
        if (wide != width) {
            width = wide;
            lanes.width(wide);
            supply.width(wide);
        }
    }

    @Override
    public synchronized void width(int wide) {
        limit = Math.min(wide, most);
        if (width > limit) {
            width = limit;
            lanes.width(limit);
        }
    }

    @Override
    public void stop(Lane lane) {
        lanes.stop(lane);
    }

    @Override
    public void replace(Lane lane) {
        lanes.replace(lane);
    }

    @Override
    public boolean callerHelps() {
        return lanes.callerHelps();
    }

    @Override
    public synchronized String account() {
        String told = search == null ? "" : search.account();
        return told.isEmpty()
                ? "It ran on %s, and ended before anything could be compared."
                        .formatted(kind.wide(width))
                : told;
    }

    @Override
    public void close() {
        ended = true;
        pilot.remove(this);
        lanes.close();
    }
}
